/** The project's folder. */
export declare const root: string;
