export {
  SonogradError,
  ParameterError,
  ShapeError,
  DTypeError,
  FormatError,
  BackendError,
  UnsupportedOpError,
  CaptureError,
  ShaderError,
  DeviceLostError,
} from "./errors.js";
