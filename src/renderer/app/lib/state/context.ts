/** The app state by context: set once by the root, read by any component while it initialises. */
import { getContext, setContext } from 'svelte';
import type { AppState } from './app-state.svelte.ts';

const KEY = Symbol('app');

export const setApp = (app: AppState): AppState => setContext(KEY, app);

export const getApp = (): AppState => getContext<AppState>(KEY);
