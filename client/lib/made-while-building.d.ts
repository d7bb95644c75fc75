/** Made by client/vite.config.ts from the one table of operations. */
declare module 'virtual:operation-table' {
  export const operationTable: Readonly<
    Record<string, readonly [method: string, path: string, changes: readonly string[]]>
  >;
}
/** Made by client/vite.config.ts from the titles of the matching library: classes and subclasses of the IPC in few words. */
declare module 'virtual:ipc-titles-zh' {
  export const titles: Readonly<Record<string, string>>;
}
declare module 'virtual:ipc-titles-en' {
  export const titles: Readonly<Record<string, string>>;
}
