export { Perceptron } from "./perceptron.js";
export { ShallowNet } from "./shallow-net.js";
export { DeepNet } from "./deep-net.js";
export { Cifar10Quick } from "./cifar10-quick.js";
export { M5, type M5Options } from "./m5.js";
export { LogMelCnn, type LogMelCnnOptions } from "./log-mel-cnn.js";
export { CRNN, type CrnnOptions } from "./crnn.js";
export { ResNet, resnet18, resnet34, resnet50, type ResNetOptions } from "./resnet.js";
export { VGG, vgg16, type VggOptions } from "./vgg.js";
export { AlexNet, alexnet, type AlexNetOptions } from "./alexnet.js";
export {
  astSmall,
  AudioSpectrogramTransformer,
  type AudioSpectrogramTransformerOptions,
} from "./audio-spectrogram-transformer.js";
export { YAMNet, type YamnetOptions } from "./yamnet.js";
