import { GraphQLID, GraphQLInputObjectType, GraphQLNonNull, GraphQLString } from 'graphql';
import type { Meanings } from '../row-reader.js';
import { type FileMapping, fileSchema, type Kind } from './mapping.js';

/** What the hub takes, and which rule speaks of a form that does not say what it must. */
export const KINDS = {
  'service-request': { operation: 'submit-service-request', rule: 'ASM-05', id: 'lasRequestId' },
  'discharge-passport': { operation: 'submit-discharge-passport', rule: 'ASM-24', id: 'passportId' },
  'service-line': { operation: 'record-service-line', rule: 'AWRD-02', id: 'placement' },
} as const satisfies Record<Kind, { operation: string; rule: string; id: string }>;

/** Fields of these inputs that a spreadsheet may have damaged. */
export const MEANINGS: Meanings = {
  own: ['idempotencyKey'],
  ids: ['lasRequestId', 'passportId', 'person.councilPersonId', 'carePlan.careManagerId', 'lasLineId'],
  telephones: ['person.telephone', 'contacts.routes.value'],
};

/** A row that says which line the case system has for a placement; the hub's own input knows the placement by its id. */
export const SERVICE_LINE = new GraphQLInputObjectType({
  name: 'ServiceLine',
  fields: {
    placement: { type: new GraphQLNonNull(GraphQLID) },
    lasLineId: { type: new GraphQLNonNull(GraphQLString) },
  },
});

/** Files of service lines, unless the mapping has its own: the list of those that wait, with its last column filled in. */
export const SERVICE_LINE_FILES: readonly FileMapping[] = [
  fileSchema.parse({
    match: 'service-lines*.csv',
    kind: 'service-line',
    format: 'csv',
    fields: { placement: 'Placement', lasLineId: 'Service line' },
  }),
  fileSchema.parse({
    match: 'service-lines*.json',
    kind: 'service-line',
    format: 'json',
    fields: { placement: 'placement', lasLineId: 'line' },
  }),
];
