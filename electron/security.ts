/** The desktop shell's decisions, as functions without Electron, so that each can be tested. */

/** The page's own scheme: standard and secure, so that it has an origin; never `file:`. */
export const PAGE_SCHEME = 'phasewright';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://app`;
export const PAGE_URL = `${PAGE_ORIGIN}/`;

/** A frame of ours: the top frame, showing the page's own origin. Anything else may not speak to the service. */
export function isTrustedSender(frame: { readonly url: string; readonly isTopFrame: boolean } | null): boolean {
  return frame !== null && frame.isTopFrame && isPageUrl(frame.url);
}

/** The page never leaves itself; a link elsewhere is not followed in the window. */
export function isAllowedNavigation(url: string): boolean {
  return isPageUrl(url);
}

/** Web preferences of the one window: the page is a web page with a private pipe, nothing more. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  spellcheck: false,
} as const;

/** The path of a request to the page's scheme, or null when it is not addressed to the page. */
export function pagePath(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.protocol !== `${PAGE_SCHEME}:` || parsed.host !== 'app') return null;
  return parsed.pathname === '' ? '/' : parsed.pathname;
}

function isPageUrl(url: string): boolean {
  return pagePath(url) !== null;
}
