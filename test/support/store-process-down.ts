export { tearDown as default } from './store-process.ts';
