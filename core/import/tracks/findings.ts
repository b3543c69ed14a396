/** What was met while rows became trajectories. */
export type FindingCode =
  | 'time-sorted'
  | 'repeated-identical'
  | 'repeated-conflicting'
  | 'time-reset'
  | 'midnight'
  | 'gap'
  | 'resampled-gap'
  | 'blank-line'
  | 'repeated-header'
  | 'bad-row-cut';

/** How often something was met, and where first. */
export interface Finding {
  readonly count: number;
  readonly file: string;
  readonly line: number;
}

/** Counts what was met. */
export class Findings {
  private readonly byCode = new Map<FindingCode, { count: number; file: string; line: number }>();

  add(code: FindingCode, file: string, line: number): void {
    const found = this.byCode.get(code);
    if (found === undefined) this.byCode.set(code, { count: 1, file, line });
    else found.count++;
  }

  get(code: FindingCode): Finding | null {
    return this.byCode.get(code) ?? null;
  }

  count(code: FindingCode): number {
    return this.byCode.get(code)?.count ?? 0;
  }
}
