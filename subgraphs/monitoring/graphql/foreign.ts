export { Placement, Provider } from './references.js';
