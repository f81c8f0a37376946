import { readFile } from 'node:fs/promises';
import type { GraphQLInputObjectType } from 'graphql';
import { type Exported, readExport } from '../../../adapters/las/exported-file.js';
import { MEANINGS } from '../../../adapters/las/kinds.js';
import { type FileMapping, type Mapping, parseMapping } from '../../../adapters/las/mapping.js';
import { createRowReader, type RowReading } from '../../../adapters/row-reader.js';
import { publicSchema } from '../hub-stand-in.js';

export const SAMPLES = new URL('../../../adapters/las/samples/', import.meta.url);

export async function sample(name: string): Promise<Buffer> {
  return readFile(new URL(name, SAMPLES));
}

export async function sampleMapping(): Promise<Mapping> {
  return parseMapping((await sample('bromley.mapping.json')).toString());
}

export async function inputType(kind: FileMapping['kind']): Promise<GraphQLInputObjectType> {
  const name = kind === 'service-request' ? 'SubmitServiceRequestInput' : 'SubmitDischargePassportInput';
  return (await publicSchema()).getType(name) as GraphQLInputObjectType;
}

/** A file's rows as they would be sent. */
export async function readingsOf(bytes: Uint8Array, mapping: Mapping, file = mapping.files[0]!): Promise<RowReading[]> {
  const reader = createRowReader(await inputType(file.kind), file.fields, mapping, MEANINGS);
  return rowsOf(await readExport(bytes, file, mapping.limits)).map(({ source, fault }) =>
    source
      ? reader.read(source)
      : { input: null, refusals: [{ ...fault!, field: 'input' }], warnings: [], columns: new Map<string, string>() },
  );
}

export function rowsOf(exported: Exported) {
  if (!('rows' in exported)) throw new Error(`not read: ${JSON.stringify(exported)}`);
  return exported.rows;
}

/** The few fields that every service request needs, and whatever else a test adds. */
export function aMapping(over: Partial<Record<string, unknown>> = {}, fields: Record<string, unknown> = {}): Mapping {
  const file = {
    match: 'requests*.csv',
    kind: 'service-request',
    format: 'csv',
    fields: {
      lasRequestId: 'id',
      version: 'version',
      serviceType: { constant: 'DOMICILIARY' },
      careType: { constant: 'STANDARD_ADULT' },
      neededFrom: 'needed',
      'person.councilPersonId': 'person',
      'person.name': 'name',
      'person.dateOfBirth': 'born',
      'person.address': 'address',
      'person.postcode': 'postcode',
      groups: { from: 'groups', codes: { Older: 'OLDER_PEOPLE', Dementia: 'DEMENTIA' } },
      ...fields,
    },
    ...over,
  };
  return parseMapping(JSON.stringify({ council: 'bromley', dates: ['DD/MM/YYYY'], files: [file] }));
}

export const HEADER = 'id,version,needed,person,name,born,address,postcode,groups';
export const ROW = 'R-1,1,08/06/2026,P-1,Ada Quill,04/11/1938,1 Larch Court,BR5 1AA,Older';

/** A CSV of the columns of `aMapping`, more columns beside them. */
export function csv(more: Readonly<Record<string, string>> = {}, ...rows: string[]): Buffer {
  const names = Object.keys(more);
  const cells = Object.values(more).map((value) => `"${value.replaceAll('"', '""')}"`);
  const lines = [[HEADER, ...names].join(','), ...(rows.length > 0 ? rows : [[ROW, ...cells].join(',')])];
  return Buffer.from(`${lines.join('\n')}\n`);
}
