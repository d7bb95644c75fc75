import { join } from 'node:path';
import { z } from 'zod';
import type { Operation } from '../server/api/operation.ts';
import { operations } from '../server/api/operations.ts';
import { errorCodes } from '../server/domain/errors.ts';
import { installationFolder } from '../server/platform/config.ts';
import { keepDerived } from './lib/derived.ts';
import { commandLine } from './lib/options.mjs';

const { values } = commandLine({
  call: 'npm run openapi --',
  does: 'Writes server/api/openapi.json from the table of operations.',
  options: { check: { type: 'boolean', default: false, does: 'only says whether the file is up to date' } },
});

const prefix = '#/components/schemas/';
/** Named schemas (see `named` in `api/common.ts`), each stated once. */
const named: Record<string, object> = {};

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: withoutSafeRange,
  });
  const text = JSON.stringify(made).replaceAll('"#/$defs/', `"${prefix}`);
  const { $schema: _, $defs = {}, ...own } = JSON.parse(text) as { $schema?: string; $defs?: Record<string, object> };
  for (const [name, part] of Object.entries($defs)) {
    if (JSON.stringify(named[name] ?? part) !== JSON.stringify(part))
      throw new Error(`${name} takes something else than it answers: it cannot have one name`);
    named[name] = part;
  }
  return own;
}

const content = (mediaType: string, schema: object) => ({ content: { [mediaType]: { schema } } });

/** Removes the limits of JavaScript's safe integers, which zod states for every integer. */
function withoutSafeRange({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** The fields of an object schema as OpenAPI parameters. */
function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query') {
  if (!schema) return [];
  type Fields = Readonly<{ properties?: Record<string, object>; required?: string[] }>;
  const made: Fields & { $ref?: string } = schemaOf(schema, 'input');
  const { properties = {}, required = [] }: Fields = (made.$ref && named[made.$ref.slice(prefix.length)]) || made;
  return Object.entries(properties).map(([name, fieldSchema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: fieldSchema,
  }));
}

function pathItem(name: string, row: Operation) {
  const body = row.upload
    ? content('application/octet-stream', { type: 'string', format: 'binary' })
    : row.body && content('application/json', schemaOf(row.body, 'input'));
  const answer = row.download
    ? content(row.download.mediaType, { type: 'string', format: 'binary' })
    : content('application/json', schemaOf(row.out, 'output'));
  return {
    operationId: name,
    summary: row.summary,
    tags: [name.split('.')[0]],
    'x-who': row.who,
    ...(row.socket ? { 'x-socket': true } : {}),
    parameters: [...parametersOf(row.params, 'path'), ...parametersOf(row.query, 'query')],
    ...(body ? { requestBody: { required: true, ...body } } : {}),
    responses: {
      200: { description: 'Done', ...answer },
      default: { $ref: '#/components/responses/Refused' },
    },
  };
}

const paths: Record<string, Record<string, unknown>> = {};
for (const [name, row] of Object.entries<Operation>(operations)) {
  const path = row.path.replace(/:(\w+)/g, '{$1}');
  (paths[path] ??= {})[row.method] = pathItem(name, row);
}
const text = (type: string, extra: object = {}) => ({ type, ...extra });
const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'message', 'fields', 'details', 'requestId'],
  properties: {
    type: text('string'),
    title: text('string'),
    status: text('integer'),
    code: text('string', { enum: errorCodes }),
    message: text('string'),
    fields: {
      type: 'array',
      items: { type: 'object', properties: { path: text('string'), message: text('string') } },
    },
    details: text('object'),
    requestId: text('string'),
  },
};
const document = {
  openapi: '3.1.0',
  info: {
    title: 'Patent exchange',
    version: '1',
    description: 'Derived from server/api/operations.ts; do not edit.',
  },
  paths,
  components: {
    responses: {
      Refused: {
        description: 'Refused',
        ...content('application/problem+json', { $ref: `${prefix}Problem` }),
      },
    },
    schemas: Object.fromEntries(Object.entries({ ...named, Problem: problem }).sort(([a], [b]) => (a < b ? -1 : 1))),
  },
};
keepDerived(join(installationFolder, 'server/api/openapi.json'), `${JSON.stringify(document, null, 1)}\n`, {
  check: values.check,
  command: 'npm run openapi',
});
