/** The package: what others may use. Everything else in the modules is its own business. */
// export { ... } from './variable.ts';
