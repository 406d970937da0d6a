export {
  SonogradError,
  ParameterError,
  ShapeError,
  DTypeError,
  FormatError,
  BackendError,
  UnsupportedOpError,
  ShaderError,
  DeviceLostError,
} from "./errors.js";
