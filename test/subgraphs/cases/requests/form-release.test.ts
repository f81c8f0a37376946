import { randomUUID } from 'node:crypto';
import { recorded } from '../../../harness/recorded.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aRequest, asking, ELM, OAK, startCases } from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
});
afterAll(() => hub.stop());

const FORM = `query ($callOffId: ID!) { releasedForm(callOffId: $callOffId) { version kind care { assessmentSummary deliveryNotes } } }`;
const RELEASES = `query ($id: ID!) { package(id: $id) { formReleases { requestedBy version endedAt } } }`;

describe('the request form before an award', () => {
  const tell = async (type: string, packageId: string, { callOffId, ...more }: Record<string, unknown>) => {
    const subject = `call-off/${callOffId}`;
    const data = { packageId, callOffId, ...more };
    await hub.hear(
      type === 'SrfRequested' || type === 'SrfRecalled'
        ? recorded(type, data, { subject, council: 'bromley' })
        : { type, subject, council: 'bromley', data },
    );
  };
  const read = (caller: string, callOffId: string) => cases.ask(caller, FORM, { callOffId });
  const sought = async () => {
    const { id } = await cases.submitted();
    const callOffId = randomUUID();
    await tell('SrfRequested', id, { callOffId, providerId: OAK, requestedBy: 'machine:rostering-oak' });
    return { packageId: id, callOffId };
  };

  it('IDG-04, NTF-09: is open to the invitee that asked for it, and is told so, without the notes for whoever delivers the care', async () => {
    const { packageId, callOffId } = await sought();
    expect(await read('oak', callOffId)).toMatchObject({
      ...{ version: 1, kind: 'SRF' },
      care: { assessmentSummary: expect.any(String), deliveryNotes: null },
    });
    const told = (await hub.told('SrfReleased')).filter(
      ({ data }) => (data as { packageId: string }).packageId === packageId,
    );
    expect(told).toMatchObject([
      { data: { callOffId, providerId: OAK, version: 1 }, audience: { providers: [OAK], roles: ['broker'] } },
    ]);
    expect(await cases.ask('practitioner', RELEASES, { id: packageId })).toMatchObject({
      formReleases: [{ requestedBy: 'machine:rostering-oak', version: 1, endedAt: null }],
    });
  });

  it('IDG-01, IDG-03: a summary that tells whose it is waits for the award', async () => {
    const { id } = await cases.submitted(
      aRequest({ assessmentSummary: 'Mrs Madeup of 12 Elm Road was seen at home.' }),
    );
    const callOffId = randomUUID();
    await tell('SrfRequested', id, { callOffId, providerId: OAK, requestedBy: 'machine:rostering-oak' });
    expect(await read('oak', callOffId)).toMatchObject({ version: 1, care: { assessmentSummary: null } });
  });

  it('IDG-04, IDG-16: each reading is kept, with who read which version on what ground', async () => {
    const { packageId, callOffId } = await sought();
    await read('oak', callOffId);
    await read('oakStaff', callOffId);
    const { rows } = await hub.pool.query(
      'select subject, opened, version, ground from cases.disclosure where package_id = $1 order by subject',
      [packageId],
    );
    expect(rows).toEqual([
      { subject: `provider-user:${OAK}`, opened: 'SERVICE_REQUEST', version: 1, ground: 'RELEASED' },
      { subject: `rostering:${OAK}`, opened: 'SERVICE_REQUEST', version: 1, ground: 'RELEASED' },
    ]);
  });

  it('IDG-03, IDG-05: opens nothing else of the case, and nothing to anybody else', async () => {
    const { packageId, callOffId } = await sought();
    expect(await read('elm', callOffId)).toBeNull();
    expect(await read('oak', randomUUID())).toBeNull();
    expect(await read('oak', 'no-id')).toBeNull();
    await expect(read('broker', callOffId)).rejects.toThrow();
    await expect(read('providerView', callOffId)).rejects.toThrow();
    expect(await cases.ask('oak', 'query ($id: ID!) { package(id: $id) { id } }', { id: packageId })).toBeNull();
  });

  it.each([
    ['it says no, or is not chosen', 'SrfRecalled', { providerId: OAK }],
    ['the call-off is withdrawn', 'PackageWithdrawn', { reason: 'BROKER', replaced: false }],
    ['another call-off takes its place', 'PackageWithdrawn', { reason: 'PATCH_CHANGED', replaced: true }],
    ['nobody is found', 'CallOffFailed', {}],
    ['the person takes a direct payment', 'DirectPaymentChosen', { stage: 'LONG_LIST', choiceId: randomUUID() }],
  ])('IDG-04, IDG-05: is closed again once %s', async (_, type, data) => {
    const { packageId, callOffId } = await sought();
    await tell('SrfRequested', packageId, { callOffId, providerId: ELM, requestedBy: 'machine:rostering-elm' });
    await tell(type, packageId, { callOffId, ...data });
    expect(await read('oak', callOffId)).toBeNull();
    // Another's stays, if it is only the one's.
    expect((await read('elm', callOffId)) !== null).toBe(type === 'SrfRecalled');
  });

  it('IDG-04, ROUT-32: under a call-off that another has replaced nothing is released again, and the other is asked for its own', async () => {
    const { packageId, callOffId } = await sought();
    const oak = { providerId: OAK, requestedBy: 'machine:rostering-oak' };
    await tell('PackageWithdrawn', packageId, { callOffId, reason: 'AMENDED_AFTER_CLOSE', replaced: true });
    await tell('SrfRecalled', packageId, { callOffId, providerId: OAK });
    await tell('SrfRequested', packageId, { callOffId, ...oak });
    expect(await read('oak', callOffId)).toBeNull();

    const next = randomUUID();
    await tell('SrfRequested', packageId, { callOffId: next, ...oak });
    expect(await read('oak', next)).toMatchObject({ version: 1 });
    // What is taken back of the old call-off takes nothing back of the new one.
    await tell('SrfRecalled', packageId, { callOffId, providerId: OAK });
    expect(await read('oak', next)).toMatchObject({ version: 1 });
  });

  it('IDG-04: a call-off that found nobody releases nothing once its package is sourced again', async () => {
    const { packageId, callOffId } = await sought();
    await tell('CallOffFailed', packageId, { callOffId });
    await cases.act('broker', 'reopenPackage', { packageId });
    await tell('SrfRequested', packageId, { callOffId, providerId: OAK, requestedBy: 'machine:rostering-oak' });
    expect(await read('oak', callOffId)).toBeNull();
  });

  it('IDG-04: a package that is being sourced no more releases nothing', async () => {
    const { id } = await cases.submitted();
    const callOffId = randomUUID();
    await tell('CallOffFailed', id, { callOffId });
    await tell('SrfRequested', id, { callOffId, providerId: OAK, requestedBy: 'machine:rostering-oak' });
    expect(await read('oak', callOffId)).toBeNull();
  });
});
