/** Where our pages live: app://ui/app.html and app://ui/gpu.html. */
export const SCHEME = 'app';
export const HOST = 'ui';
