import { mappingFor } from '../../../adapters/las/mapping.js';
import { readingsOf, sample, sampleMapping } from './exports.js';

/** The one request of a sample, as the hub takes it. */
async function requestIn(name: string): Promise<Record<string, unknown>> {
  const mapping = await sampleMapping();
  const [first, ...others] = await readingsOf(await sample(name), mapping, mappingFor(mapping, name)!);
  expect([first!.refusals, others]).toEqual([[], []]);
  return first!.input as Record<string, unknown>;
}

describe('an exported request of another kind than care at home', () => {
  it('ASM-06, ASM-09: a place in a care home', async () => {
    const { calls, ...request } = await requestIn('rrf-residential-2026-06-01.csv');
    expect(calls).toBeUndefined();
    expect(request).toMatchObject({
      ...{ serviceType: 'RESIDENTIAL', neededFrom: '2027-05-17', skills: ['DEMENTIA_CARE'] },
      home: {
        ...{ nursing: false, contractBasis: 'SPOT', equipment: ['LOW_BED', 'SENSOR_MAT'] },
        preferredPatches: ['Central', 'East'],
      },
      panelDecision: { purpose: 'CARE_HOME', outcome: 'AGREED' },
      form: { kind: 'RRF', completedAt: '2026-05-29T15:05:00.000Z' },
    });
    expect(request.home).not.toHaveProperty('lengthOfStayNights');
  });

  it('ASM-06, ASM-08: respite, with its nights and the confirmed allowance', async () => {
    expect(await requestIn('rrf-respite-2026-06-01.csv')).toMatchObject({
      ...{ serviceType: 'RESPITE', neededFrom: '2027-05-24' },
      home: {
        ...{ nursing: true, contractBasis: 'SPOT', lengthOfStayNights: 14 },
        equipment: ['MOBILE_HOIST', 'PRESSURE_RELIEF_MATTRESS'],
      },
      panelDecision: { purpose: 'RESPITE', outcome: 'AGREED', respiteAllowanceConfirmed: true },
    });
  });

  it('ASM-20, ASM-22: specialist support, with its ground and what was found of strengths', async () => {
    expect(await requestIn('specialist-2026-06-01.csv')).toMatchObject({
      ...{ serviceType: 'DOMICILIARY', specialist: true },
      specialistGround: {
        definitionVersion: '2026-1',
        justification: 'Two to one support in the community, with a plan for behaviour that challenges.',
      },
      calls: [{ minutes: 120, workers: 2 }, { minutes: 60 }],
      carePlan: {
        strengths: {
          goals: ['Goes out without fear'],
          pathway: [{ service: 'Enabling support', weeklyCostPence: 145_000 }, { service: 'Allotment group' }],
          informalSupport: [{ support: 'A sister visits on Sundays', sustainedBy: 'Respite in the summer' }],
        },
      },
    });
  });

  it('ROUT-37, ROUT-39: support that is to be sought with all of a scheme, or with a small group, by columns that a mapping names', async () => {
    const name = 'specialist-2026-06-01.csv';
    const mapping = await sampleMapping();
    const file = mappingFor(mapping, name)!;
    const [head, ...rows] = (await sample(name)).toString().trimEnd().split('\n');
    const sheet = (columns: string, values: string) =>
      Buffer.from([`${head},${columns}`, ...rows.map((row) => `${row},${values}`), ''].join('\n'));
    const shared = (fields: Record<string, string>): typeof file => ({
      ...file,
      fields: { ...file.fields, serviceType: { constant: 'SUPPORTED_LIVING' }, ...fields },
    });
    const read = async (columns: string, values: string, fields: Record<string, string>) => {
      const [first] = await readingsOf(sheet(columns, values), mapping, shared(fields));
      return { input: first!.input, refusals: first!.refusals };
    };
    const schemeId = '0198c0de-0000-4000-8000-00000000abcd';
    expect(await read('Scheme', schemeId, { 'together.schemeId': 'Scheme' })).toMatchObject({
      input: { serviceType: 'SUPPORTED_LIVING', together: { schemeId } },
      refusals: [],
    });
    const group = { 'together.group': 'Group', 'together.people': 'People' };
    expect(await read('Group,People', 'PAIR-1,2', group)).toMatchObject({
      input: { together: { group: 'PAIR-1', people: 2 } },
      refusals: [],
    });
  });
});
