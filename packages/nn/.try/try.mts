import { tensor, rand, manualSeed } from "@sonograd/core";
import { Sequential, Conv2d, BatchNorm2d, ReLU, MaxPool2d, Flatten, Linear, crossEntropy, Adam } from "@sonograd/nn";
manualSeed(1);
const m = new Sequential(new Conv2d(1,16,3,{padding:1}), new BatchNorm2d(16), new ReLU(), new MaxPool2d(2),new Conv2d(16,32,3,{padding:1}), new BatchNorm2d(32), new ReLU(), new MaxPool2d(2),new Conv2d(32,64,3,{padding:1}), new BatchNorm2d(64), new ReLU(), new MaxPool2d(2), new Flatten(), new Linear(64*4*5,10));
console.log(String(m), m.numParameters());
const x = rand([32,1,32,40]); const y = tensor(Array.from({length:32},(_,i)=>i%10),{dtype:"int32"});
const opt = new Adam(m.parameters(),{lr:1e-3});
for (let i=0;i<10;i++){ const t0=performance.now(); opt.zeroGrad(); const l = crossEntropy(m(x),y); l.backward(); opt.step(); console.log(i, l.itemSync(), (performance.now()-t0).toFixed(0)+" ms"); }
