/** Made by client/vite.config.ts from the one table of operations. */
declare module 'virtual:operation-table' {
  export const operationTable: Readonly<Record<string, readonly [method: string, path: string]>>;
}
