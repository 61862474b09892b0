// The one place where Temporal is imported; every other file of this room takes it from here and never touches Date or the clock.
export { Temporal } from 'temporal-polyfill';
