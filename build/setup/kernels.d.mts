/** What the compiled kernels become: a source that holds the bytes of both modules. */
export declare const kernelsFile: string;

/** Hash of the contents of everything that decides the bytes of the modules. */
export declare function kernelsFingerprint(): string;
