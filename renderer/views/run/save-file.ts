/** Hands a file to the user by a download link: no path crosses the pipe. */
export function saveFile({ name, mediaType, bytes }: { name: string; mediaType: string; bytes: Uint8Array }): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken its copy by the next turn of the event loop.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 0);
}
