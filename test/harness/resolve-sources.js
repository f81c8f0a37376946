import { registerHooks } from 'node:module';

/** Whoever runs sources by Node itself, outside jest's own resolution, finds `./a.js` as the `./a.ts` that it is. */
registerHooks({
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/.test(specifier)) throw error;
      return nextResolve(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
});
