/**
 * Where the user is: a route (routes.ts), kept in the address' hash so that back and forward work.
 * Not here: which component a route shows (App.svelte).
 */
import { parseRoute, printRoute, type Route } from './routes.ts';

export { parseRoute, printRoute, type Route };

export class Router {
  route = $state.raw<Route>({ screen: 'home' });

  /** Starts to follow the address; returns the function that stops it. */
  connect(): () => void {
    const read = () => (this.route = parseRoute(location.hash));
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }

  navigate(route: Route): void {
    const hash = printRoute(route);
    this.route = route;
    if (location.hash !== hash) location.hash = hash;
  }

  /** As navigate, in place of the present address: going back does not come here again. */
  replace(route: Route): void {
    this.route = route;
    history.replaceState(null, '', printRoute(route));
  }

  back(): void {
    if (history.length > 1) history.back();
    else this.navigate({ screen: 'home' });
  }
}
