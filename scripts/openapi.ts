// Writes server/api/openapi.json from the table of operations; with --check it only says whether the file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Operation } from '../server/api/operation.ts';
import { operations } from '../server/api/operations.ts';
import { errorCodes } from '../server/domain/errors.ts';
import { installationFolder } from '../server/platform/config.ts';

const file = join(installationFolder, 'server/api/openapi.json');

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
};

/** The fields of an object schema as OpenAPI parameters. */
function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query') {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, fieldSchema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: fieldSchema,
  }));
}

function pathItem(name: string, row: Operation) {
  const content = (mediaType: string, schema: object) => ({ content: { [mediaType]: { schema } } });
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
      default: {
        description: 'Refused',
        ...content('application/problem+json', { $ref: '#/components/schemas/Problem' }),
      },
    },
  };
}

const paths: Record<string, Record<string, unknown>> = {};
for (const [name, row] of Object.entries<Operation>(operations)) {
  const path = row.path.replace(/:(\w+)/g, '{$1}');
  (paths[path] ??= {})[row.method] = pathItem(name, row);
}
const text = (type: string, extra: object = {}) => ({ type, ...extra });
const document = {
  openapi: '3.1.0',
  info: {
    title: 'Patent exchange',
    version: '1',
    description: 'Derived from server/api/operations.ts; do not edit.',
  },
  paths,
  components: {
    schemas: {
      Problem: {
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
      },
    },
  },
};
const wanted = `${JSON.stringify(document, null, 1)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (readFileSync(file, 'utf8') !== wanted) {
  console.error('server/api/openapi.json is out of date: run "npm run openapi" and commit it.');
  process.exit(1);
}
