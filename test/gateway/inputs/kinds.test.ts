import { errorsIn } from '../../../gateway/faults.js';
import { createAdmission } from '../../../gateway/limits/admission.js';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.js';
import { serviceCaller } from '../../../kernel/graphql/subgraph-server.js';
import { newSeed } from '../../kernel/ground.js';
import { type Doors, forEach, openDoors, someOf } from './doors.js';
import {
  type Asked,
  asLiterals,
  asOneVariable,
  asVariables,
  giving,
  placesOf,
  type Root,
  roots,
  schema,
} from './places.js';

/** Something of every kind, whatever the place takes. */
const KINDS: readonly unknown[] = [
  null,
  [null],
  [],
  [[[]]],
  0,
  7,
  -1,
  0.5,
  2 ** 31 - 1,
  2 ** 31,
  1e308,
  '',
  'a text',
  'x'.repeat(5000),
  'Q0FOQVJZ',
  '1900-01-01',
  '2199-12-31',
  '9999-12-31',
  '1900-01-01T00:00:00Z',
  '2199-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.999Z',
  true,
  {},
  { '': null },
  { constructor: 1 },
];
/** Judged at the door; and of those that it lets through, asked of each kind of subgraph. */
const JUDGED = 3000;
const ASKED = 300;

interface Input {
  readonly root: Root;
  readonly where: string;
  readonly asked: Asked;
}

/** Each kind at each place, as a variable that holds it somewhere, as a literal, and as a variable in the place itself. */
function everything(): Input[] {
  return (['query', 'mutation'] as const).flatMap(roots).flatMap((root) =>
    placesOf(root).flatMap((place) =>
      KINDS.flatMap((value) => {
        const other = giving(root, place.path, value);
        const where = `${root.field.name} ${place.path.join('.')}`;
        const forms = [asVariables(other), asOneVariable(root, place, value)];
        // An empty name cannot be written down.
        if (JSON.stringify(value) !== '{"":null}') forms.push(asLiterals(other));
        return forms.map((asked) => ({ root, where, asked }));
      }),
    ),
  );
}

const admission = createAdmission(schema, { ...DEFAULT_LIMITS, documentBytes: 1e9, tokens: 1e9 });
const seed = newSeed();
let inputs: readonly Input[];
let taken: readonly Input[];
beforeAll(() => {
  inputs = someOf(everything(), JUDGED, seed);
});

it('IDG-16, NFR-06: whatever is not of its type is refused at the door, with its field', () => {
  const caller = serviceCaller('test');
  const strange: unknown[] = [];
  taken = inputs.filter(({ asked, where }) => {
    try {
      admission({ ...asked, bytes: asked.query.length }, caller);
      return true;
    } catch (thrown) {
      for (const { message, extensions } of errorsIn(thrown)) {
        const { code, field } = extensions as { code: string; field?: string };
        const root = where.split(' ')[1]!.split('.')[0]!;
        if (code === 'GRAPHQL_VALIDATION_FAILED') continue;
        if (/^(BAD_USER_INPUT|UNKNOWN_CURSOR)$/.test(code) && field?.split('.')[0] === root) continue;
        strange.push({ where, message, code });
      }
      return false;
    }
  });
  expect({ seed, strange }).toEqual({ seed, strange: [] });
  expect(taken.length).toBeGreaterThan(ASKED / 2);
}, 300_000);

describe.each(['in one process', 'over HTTP'] as const)('what is of its type, the subgraphs %s', (how) => {
  let doors: Doors;
  beforeAll(async () => {
    doors = await openDoors(how);
  });
  afterAll(() => doors.stop());

  it('IDG-16, NFR-06: is answered or refused, and never a fault of the hub', async () => {
    const failed = new Map<string, string>();
    await forEach(someOf(taken, ASKED, seed), async ({ root, where, asked }) => {
      const { status, body } = await doors.ask(await doors.subjectFor(root), asked);
      const codes = body.errors?.map((each) => String(each.extensions.code)) ?? [];
      if (status >= 500 || codes.some((each) => FAULTS_OF_THE_HUB.has(each))) {
        failed.set(`${where} ${codes}`, JSON.stringify(asked).slice(0, 600));
      }
    });
    expect({ seed, failed: [...failed] }).toEqual({ seed, failed: [] });
  }, 300_000);
});

const FAULTS_OF_THE_HUB: ReadonlySet<string> = new Set(['INTERNAL', 'SUBGRAPH_UNAVAILABLE', 'undefined']);
