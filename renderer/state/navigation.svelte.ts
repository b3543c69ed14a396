/** Where the page stands. */
export type Route =
  | { readonly view: 'home' }
  | { readonly view: 'data' }
  | { readonly view: 'prepare' }
  | { readonly view: 'experiment' }
  | { readonly view: 'runs' }
  | { readonly view: 'run'; readonly runId: string };

export type View = Route['view'];

/** The current view; back and forward of the browser walk through earlier ones. The address stays as it is: its fragment holds the token. */
export class Navigation {
  #route = $state.raw<Route>({ view: 'home' });
  readonly #page: Window;
  readonly #onleave: () => void;

  /** @param onleave called whenever another view is gone to, before it is shown */
  constructor(page: Window, onleave: () => void) {
    this.#page = page;
    this.#onleave = onleave;
    const saved: unknown = page.history.state;
    if (isRoute(saved)) this.#route = saved;
    else page.history.replaceState(this.#route, '');
    page.addEventListener('popstate', (event) => {
      if (!isRoute(event.state)) return;
      onleave();
      this.#route = event.state;
    });
  }

  get route(): Route {
    return this.#route;
  }

  go(route: Route): void {
    if (JSON.stringify(route) === JSON.stringify(this.#route)) return;
    this.#onleave();
    this.#route = route;
    this.#page.history.pushState(route, '');
  }
}

function isRoute(value: unknown): value is Route {
  if (typeof value !== 'object' || value === null || !('view' in value)) return false;
  if (value.view === 'run') return 'runId' in value && typeof value.runId === 'string';
  return ['home', 'data', 'prepare', 'experiment', 'runs'].includes(String(value.view));
}
