// Lint rules. Layering is checked by import-rules.cjs; formatting by prettier.
import { join } from 'node:path';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const root = join(import.meta.dirname, '..');

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '**/*.cjs', '**/*.mjs', 'client/**/vite.config.ts'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only server/platform/config.ts reads the environment.' },
      ],
    },
  },
  {
    // what people send is searched by these: a text of twice the length may take twice as long, and no more
    files: ['server/**', 'matching/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': ['error', { ignorePartial: false }],
    },
  },
  {
    files: ['server/domain/**', 'matching/**', 'server/features/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is injected: use the clock you were given.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time is injected: use the clock you were given.',
        },
      ],
    },
  },
  {
    files: ['client/**'],
    ignores: ['client/lib/paths.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          // an address of the application: starts with a slash, and is neither the server's nor a file beside
          // index.html
          ':not(JSXAttribute[name.name="src"]) > Literal[value=/^\\/(?!api\\/)[a-z?#]/]',
          'TemplateElement[value.raw=/^\\/(?!api\\/)[a-z?#]/]',
          ':matches(JSXAttribute[name.name="to"], CallExpression[callee.name="navigate"]) :matches(Literal[value=/^\\//], TemplateLiteral)',
        ].map((selector) => ({ selector, message: 'Addresses are in client/lib/paths.ts: call one of `paths`.' })),
      ],
    },
  },
  {
    files: ['scripts/**', 'server/platform/logger.ts', 'test/**', 'server/embedded/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['server/platform/config.ts', 'scripts/**', 'test/**', 'server/embedded/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
