const HASH_DIGITS = 10;

/** What a figure was made from, for its foot: `Pendulum, version 2, 3f2a91bc04`. @param version null for a known system or a data set that is gone */
export function provenance(
  { dataName, dataHash }: { readonly dataName: string; readonly dataHash: string },
  version: number | null,
): string {
  return [dataName, ...(version === null ? [] : [`version ${version}`]), dataHash.slice(0, HASH_DIGITS)].join(', ');
}
