// Who may import whom (see "How it is built" in the README): one row per room, and whatever it does not allow is an
// error. `server` means a path under server/. A feature never imports another feature.

const rooms = [
  // room                              may import, besides itself                                        npm packages
  ['^matching/', [], ['highs', 'opencc-js']],
  ['^server/domain/', [], ['decimal.js']],
  ['^server/api/', ['^server/domain/'], ['zod']],
  ['^server/platform/', ['^server/domain/', '^server/api/'], null],
  ['^server/embedded/', [], ['bson', '@photostructure/sqlite']],
  // Within the embedded store each folder may import those before it.
  ...['values', 'query', 'update', 'storage', 'pipeline', 'commands', 'wire'].map((room, i, rooms) => [
    `^server/embedded/${room}/`,
    rooms.slice(0, i).map((lower) => `^server/embedded/${lower}/`),
    null,
  ]),
  ['^client/lib/', ['^server/domain/', '^server/api/'], null],
  ['^client/components/', ['^client/lib/', '^server/domain/', '^server/api/'], null],
];

const onlyIn = (name, packages, where) => ({
  name,
  severity: 'error',
  comment: `${packages.join(', ')}: only in ${where}`,
  from: { pathNot: where },
  to: { path: packages.map((p) => `node_modules/${p}/`) },
});

module.exports = {
  forbidden: [
    ...rooms.flatMap(([room, others, packages]) => [
      {
        name: `${room} rooms`,
        severity: 'error',
        from: { path: room },
        to: { pathNot: [room, ...others, 'node_modules/', '^(node:)?[a-z_/]+$', '^virtual:'] },
      },
      ...(packages
        ? [
            {
              name: `${room} packages`,
              severity: 'error',
              from: { path: room },
              to: { path: 'node_modules/', pathNot: packages.map((p) => `node_modules/(@types/)?${p}/`) },
            },
          ]
        : []),
    ]),
    {
      name: 'pure rooms do no I/O',
      severity: 'error',
      from: { path: '^(matching|server/domain|server/api)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'a feature imports no other feature',
      severity: 'error',
      from: { path: '^(server|client)/features/([^/]+)/' },
      to: { path: '^$1/features/', pathNot: '^$1/features/$2/' },
    },
    {
      name: 'features stay above app',
      severity: 'error',
      from: { path: '^server/features/' },
      to: { path: '^(server/(wings/|(app|app\\.features|main)\\.ts)|scripts/|test/|client/|server/embedded/)' },
    },
    {
      name: 'the application knows of a feature only what it says of itself',
      severity: 'error',
      from: { path: '^server/(wings/|(app|app\\.features|main)\\.ts)' },
      to: { path: '^server/features/', pathNot: '\\.feature\\.ts$' },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    onlyIn(
      'doors in platform',
      ['express', 'socket.io', 'passport', 'meilisearch', 'express-session'],
      '^(server/platform/|test/)',
    ),
    onlyIn(
      'the database in stores',
      ['mongoose', 'mongodb'],
      '(\\.store\\.ts$|^server/platform/database/|^test/|^scripts/)',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
