import type { Refusal, RefusalGroup } from '../import-report.ts';

const REPORTED = 100;

/** Collects the rows that are not kept: all are counted by reason, the first 100 are listed. */
export class RefusalLog {
  private readonly listed: Refusal[] = [];
  private readonly byReason = new Map<string, { count: number; file: string; firstLine: number }>();
  private total = 0;

  /** Number of rows refused. */
  get count(): number {
    return this.total;
  }

  /** True when no more are listed: then only their reasons matter. */
  get isFull(): boolean {
    return this.listed.length >= REPORTED;
  }

  /** The first 100. */
  get first(): readonly Refusal[] {
    return this.listed;
  }

  add(refusal: Refusal): void {
    this.total++;
    if (this.listed.length < REPORTED) this.listed.push(refusal);
    const group = this.byReason.get(refusal.reason);
    if (group === undefined) {
      this.byReason.set(refusal.reason, { count: 1, file: refusal.file, firstLine: refusal.line });
    } else group.count++;
  }

  /** All of them by reason, in the order in which the reasons were met. */
  groups(): RefusalGroup[] {
    return [...this.byReason].map(([reason, group]) => ({ reason, ...group }));
  }
}
