// How the browser's part is built: three locales, files only (no inline script or style), so that a strict CSP holds.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The build joins sheets chunk by chunk; the order of the layers must be said before any of them. */
const layersFirst: Plugin = {
  name: 'layers-first',
  enforce: 'post',
  generateBundle: {
    // The one sheet is put together by the build's own last steps: this comes after them.
    order: 'post',
    handler(_options, bundle) {
      const sheet = readFileSync(new URL('src/web/styles/layers.css', import.meta.url), 'utf8');
      const order = /@layer [a-z, ]+;/.exec(sheet)?.[0];
      if (order === undefined)
        throw new Error('src/web/styles/layers.css no longer says the order of the layers.');
      for (const asset of Object.values(bundle))
        if (asset.type === 'asset' && asset.fileName.endsWith('.css'))
          asset.source = order + String(asset.source);
    },
  },
};

const LOCALES = ['en-US', 'ja-JP', 'de-DE'];

export default defineConfig({
  root: fileURLToPath(new URL('src/web', import.meta.url)),
  // Before everything else: it drops the texts of thirty other locales, which would weigh more than the program.
  plugins: [{ ...optimizeLocales.vite({ locales: LOCALES }), enforce: 'pre' }, react(), layersFirst],
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    // Inlined assets would be data: addresses, and the polyfill an inline script; both are refused by the CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One sheet: the order of the layers is said at its top, and a page that is loaded later shifts nothing.
    cssCodeSplit: false,
    target: 'es2023',
    sourcemap: true,
    // What the first page weighs is said in docs/decisions/0016-screen.md.
    chunkSizeWarningLimit: 700,
  },
});
