/**
 * The page's start: bridge, client, state, then the app. Nothing else runs at module level. Without a preload (a plain
 * browser during development) the in-memory bridge stands in.
 */
import { mount } from 'svelte';
import type { Bridge } from '@ipc/contract.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/code.css';
import App from './App.svelte';
import { createApi } from './client/client.ts';
import { AppState } from './lib/state/app-state.svelte.ts';

async function findBridge(): Promise<Bridge> {
  const exposed = (window as Window & { dezero?: Bridge }).dezero;
  if (exposed) return exposed;
  if (import.meta.env.DEV) return (await import('./dev-bridge.ts')).createDevBridge();
  throw new Error('This page works inside DeZero Studio only: the bridge to it (window.dezero) is missing.');
}

async function start(): Promise<void> {
  const app = new AppState(createApi(await findBridge()));
  await app.connect().catch(app.report);
  const target = document.getElementById('app');
  if (!target) throw new Error('app.html has no element with the id "app".');
  mount(App, { target, props: { app } });
}

void start();
