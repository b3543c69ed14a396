/** The part of papaparse that is used here: cutting a text into cells, synchronously. */
declare module 'papaparse' {
  /** What papaparse found wrong; `index` is the position in the text. */
  interface ParseError {
    readonly code: 'MissingQuotes' | 'InvalidQuotes' | 'UndetectableDelimiter' | 'TooFewFields' | 'TooManyFields';
    readonly row?: number;
    readonly index?: number;
  }

  const papaparse: {
    parse(
      text: string,
      config: { readonly delimiter: string; readonly newline: '\n'; readonly quoteChar: '"' },
    ): { readonly data: string[][]; readonly errors: readonly ParseError[] };
  };
  export default papaparse;
}
