import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { changesOf, type OperationName, operations } from '../server/api/operations.ts';

/**
 * Method, path and changes of every operation as a small module, generated from the table of operations at build time,
 * so that its schemas (and zod) stay out of the browser.
 */
function operationTable(): Plugin {
  const name = 'virtual:operation-table';
  return {
    name: 'operation-table',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => {
      if (id !== `\0${name}`) return null;
      const rows = Object.entries(operations).map(([key, { method, path }]) => [
        key,
        [method, path, changesOf(key as OperationName)], // a key of `operations`
      ]);
      return `export const operationTable = ${JSON.stringify(Object.fromEntries(rows))};`;
    },
  };
}

/**
 * Short titles of the IPC's classes and subclasses, one module per language, loaded when the tree is first shown.
 */
function ipcTitles(): Plugin {
  const names = { 'virtual:ipc-titles-zh': 1, 'virtual:ipc-titles-en': 2 } as const;
  const nameOf = (id: string) => Object.keys(names).find((name) => id.endsWith(name)) as keyof typeof names | undefined;
  return {
    name: 'ipc-titles',
    resolveId: (id) => (nameOf(id) ? `\0${id}` : null),
    load: (id) => {
      const name = id.startsWith('\0') ? nameOf(id) : undefined;
      if (!name) return null;
      const file = fileURLToPath(new URL('../matching/data/ipc-titles.tsv', import.meta.url));
      const titles = readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .filter(([symbol = '']) => /^[A-H]\d{2}[A-Z]?$/.test(symbol))
        .map(([symbol, ...words]) => [symbol, firstWords(words[names[name] - 1] ?? '')]);
      return `export const titles = ${JSON.stringify(Object.fromEntries(titles))};`;
    },
  };
}

/** The first clause of a title, without edition marks; titles in capitals become sentence case. */
function firstWords(title: string): string {
  const clause =
    title
      .replace(/\s*〔.*$/, '')
      .split(/[；;]|\s\d．/)[0]
      ?.trim() ?? '';
  const plain = /[a-z\u4e00-\u9fff]{4}/.test(clause) ? clause : clause.charAt(0) + clause.slice(1).toLowerCase();
  return /[\u4e00-\u9fff]/.test(plain) ? plain.replace(/\s/g, '') : plain;
}

/** Writes a Brotli version beside each text file after the build, so that the server need not compress. */
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
  plugins: [react(), operationTable(), ipcTitles(), precompress()],
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
