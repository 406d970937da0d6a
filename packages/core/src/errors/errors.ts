// Every error a user can meet. Message form: `op: name=value rule. Context. Fix.`

/** Base of all errors thrown by Sonograd; `code` is stable and meant for programs. */
export class SonogradError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A parameter has a value outside its range. */
export class ParameterError extends SonogradError {
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_PARAMETER", message, options);
  }
}

/** Shapes do not fit together or do not suit the operation. */
export class ShapeError extends SonogradError {
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_SHAPE", message, options);
  }
}

/** A dtype is not allowed here. */
export class DTypeError extends SonogradError {
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_DTYPE", message, options);
  }
}

/** Bytes do not hold what their format promises (audio, npy, safetensors, event files). */
export class FormatError extends SonogradError {
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_FORMAT", message, options);
  }
}

/** The device refused or failed; subclasses say how. */
export class BackendError extends SonogradError {
  constructor(message: string, options?: ErrorOptions & { code?: string }) {
    super(options?.code ?? "ERR_BACKEND", message, options);
  }
}

/** The backend has no kernel for this primitive and dtype. */
export class UnsupportedOpError extends BackendError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, { ...options, code: "ERR_UNSUPPORTED_OP" });
  }
}

/** A function captured by `compile` asked for values, which it cannot have yet. */
export class CaptureError extends BackendError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, { ...options, code: "ERR_CAPTURE" });
  }
}

/** A shader did not compile; the message holds the source line. */
export class ShaderError extends BackendError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, { ...options, code: "ERR_SHADER" });
  }
}

/** The GPU device went away; pending reads reject with this. */
export class DeviceLostError extends BackendError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, { ...options, code: "ERR_DEVICE_LOST" });
  }
}
