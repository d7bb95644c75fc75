import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { operations } from '../server/contract/operations.ts';

/**
 * Method and path of every operation as a small module, made from the one table of operations while building, so that
 * the table's schemas (and zod) stay out of the browser.
 */
function operationTable(): Plugin {
  const name = 'virtual:operation-table';
  return {
    name: 'operation-table',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => {
      if (id !== `\0${name}`) return null;
      const rows = Object.entries(operations).map(([key, { method, path }]) => [key, [method, path]]);
      return `export const operationTable = ${JSON.stringify(Object.fromEntries(rows))};`;
    },
  };
}

/** Lays a Brotli form beside each text file once all are written, so that the server compresses nothing while it serves. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const fileName of Object.keys(bundle)) {
        if (!/\.(js|css|svg)$/.test(fileName)) continue;
        const path = join(dir, fileName);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
        writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params }));
      }
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), operationTable(), precompress()],
  build: {
    outDir: fileURLToPath(new URL('../dist/client', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // the server's content policy allows no inline data for scripts and fonts
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
});
