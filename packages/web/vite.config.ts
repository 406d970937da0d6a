// The bundle for pages without a build step: dist/cdn/sonograd.js, with the audio decoders as chunks loaded when needed.
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  resolve: { conditions: ["@sonograd/source", "module", "browser", "production"] },
  build: {
    target: "es2022",
    outDir: "dist/cdn",
    emptyOutDir: true,
    sourcemap: true,
    lib: { entry: "src/cdn.ts", formats: ["es"], fileName: () => "sonograd.js" },
    rolldownOptions: {
      output: { chunkFileNames: "[name]-[hash].js", minify: true },
    },
    chunkSizeWarningLimit: 1500,
  },
});
