import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../electron/menu.ts';
import { isAllowedNavigation, isTrustedSender, pagePath, PAGE_URL, WEB_PREFERENCES } from '../../electron/security.ts';

const foreign = [
  'https://example.org/',
  'file:///etc/passwd',
  'phasewright://elsewhere/',
  'phasewright://app.example.org/',
  'phasewright://app@example.org/',
  'http://app/',
  'javascript:alert(1)',
  'about:blank',
  'data:text/html,x',
  '',
];

describe('the desktop window', () => {
  it('trusts the top frame of its own page', () => {
    expect(isTrustedSender({ url: PAGE_URL, isTopFrame: true })).toBe(true);
    expect(isTrustedSender({ url: `${PAGE_URL}index.html#runs`, isTopFrame: true })).toBe(true);
  });

  it('does not trust a frame inside the page, nor one that is gone', () => {
    expect(isTrustedSender({ url: PAGE_URL, isTopFrame: false })).toBe(false);
    expect(isTrustedSender(null)).toBe(false);
  });

  it.each(foreign)('neither trusts nor follows %j', (url) => {
    expect(isTrustedSender({ url, isTopFrame: true })).toBe(false);
    expect(isAllowedNavigation(url)).toBe(false);
    expect(pagePath(url)).toBeNull();
  });

  it('maps its own addresses to paths that cannot climb out', () => {
    expect(pagePath(PAGE_URL)).toBe('/');
    expect(pagePath('phasewright://app/assets/a.js?x#y')).toBe('/assets/a.js');
    expect(pagePath('phasewright://app/../../etc/passwd')).toBe('/etc/passwd');
  });

  it('runs the page sandboxed, isolated and without Node', () => {
    expect(WEB_PREFERENCES).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });

  it('offers the usual menus, and the app menu on a Mac only', () => {
    const roles = (platform: NodeJS.Platform) => menuTemplate(platform).map((item) => item.role ?? item.label);
    expect(roles('darwin')).toEqual(['appMenu', 'File', 'editMenu', 'View', 'windowMenu']);
    expect(roles('linux')).toEqual(['File', 'editMenu', 'View', 'windowMenu']);
    const view = menuTemplate('linux').find((item) => item.label === 'View');
    expect(JSON.stringify(view)).not.toContain('toggleDevTools');
  });
});
