import { newId } from '../../../../kernel/values/ids.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { type AProvider, type Register, startRegister } from '../harness.js';
import { Applicant, aFramework, QUESTIONS, WINDOWS } from './ground.js';

describe('applications for an open framework', () => {
  let hub: Register;
  let frameworkId: string;
  let june: string;
  let july: string;
  beforeAll(async () => {
    hub = await startRegister();
    const { framework, refusals } = await hub.act('bromley contract-officer', 'openFramework', aFramework());
    expect(refusals).toEqual([]);
    frameworkId = framework.id;
    [june, july] = framework.windows.map(({ id }: { id: string }) => id);
  });
  afterAll(() => hub.stop());

  const applicant = async (provider?: AProvider) =>
    new Applicant(hub, provider ?? (await hub.aProvider()), frameworkId);
  const codes = ({ refusals }: { refusals: ReadonlyArray<{ rule: string; code: string; field: string | null }> }) =>
    refusals.map(({ rule, code, field }) => [rule, code, field].filter(Boolean).join(' '));
  const decisions = async (applicationId: string) =>
    (await hub.told('MembershipDecision')).filter(
      ({ data }) => (data as { applicationId: string }).applicationId === applicationId,
    );
  const statesTold = async (id: string) =>
    (await decisions(id)).map(({ data }) => (data as { applicationState: string }).applicationState);

  describe('before any window', () => {
    it('PROV-26: a council has one of each vehicle, and says what an application takes', async () => {
      const again = await hub.act('bromley contract-officer', 'openFramework', aFramework());
      expect(codes(again)).toEqual([
        'PROV-26 FRAMEWORK_OPEN input.vehicle',
        'PROV-30 PORTAL_REFERENCE_USED input.procurementReference',
      ]);
      const dps = aFramework({ vehicle: 'DPS' });
      expect(codes(await hub.act('bromley contract-officer', 'openFramework', dps))).toEqual([
        'PROV-30 PORTAL_REFERENCE_USED input.procurementReference',
      ]);
      const seen = await hub.ask(
        (await applicant()).person,
        '{ openFrameworks { id council { id } vehicle passMark lots { code name } questions { code weight maximum } windows { opensAt closesAt } } }',
      );
      expect(seen.openFrameworks).toEqual([
        {
          id: frameworkId,
          council: { id: 'bromley' },
          vehicle: 'OPEN_FRAMEWORK',
          passMark: 60,
          lots: aFramework().lots,
          questions: QUESTIONS.map(({ code, weight, maximum }) => ({ code, weight, maximum })),
          windows: WINDOWS,
        },
      ]);
      expect((await hub.ask('ashdown broker', '{ openFrameworks { id } }')).openFrameworks).toEqual([]);
    });

    it.each([
      [
        'weights that are not 100',
        { questions: [{ ...QUESTIONS[0], weight: 99 }] },
        'PROV-26 WEIGHTS_NOT_100 input.questions',
      ],
      ['windows that overlap', { windows: [WINDOWS[0], WINDOWS[0]] }, 'PROV-29 WINDOWS_OVERLAP input.windows.1'],
      ['no lot', { lots: [] }, 'PROV-19 LIST_LENGTH input.lots'],
    ])('PROV-19, PROV-26, PROV-29: is not opened with %s', async (_, over, expected) => {
      const refused = await hub.act(
        'ashdown contract-officer',
        'openFramework',
        aFramework({ council: 'ashdown', ...over }),
      );
      expect(refused.framework).toBeNull();
      expect(codes(refused)).toEqual([expected]);
    });

    it('PROV-26: nobody is admitted past it any more', async () => {
      const { id: providerId } = await hub.aProvider();
      const member = {
        council: 'bromley',
        providerId,
        vehicle: 'OPEN_FRAMEWORK',
        from: '2026-06-01',
        termsVersion: '1',
      };
      expect(codes(await hub.act('operator', 'admitMember', member))).toEqual(['PROV-26 APPLICATION_REQUIRED vehicle']);
      // A council that has not opened it brings in whom it has.
      expect((await hub.act('operator', 'admitMember', { ...member, council: 'ashdown' })).refusals).toEqual([]);
    });

    it('PROV-26: a draft is written again, is its author’s alone, and is withdrawn', async () => {
      const one = await applicant();
      const { application } = await one.draft({ lots: [], answers: [] });
      expect(application).toMatchObject({ state: 'DRAFT', submittedAt: null });
      expect((await one.draft()).application.id).toBe(application.id);
      const read = (caller: string) =>
        hub.ask(
          caller,
          'query ($id: ID!) { membershipApplication(id: $id) { lots } membershipApplications { totalCount } }',
          { id: application.id },
        );
      expect(await read(one.person)).toEqual({
        membershipApplication: { lots: ['COMMUNITY'] },
        membershipApplications: { totalCount: 1 },
      });
      const nothing = { membershipApplication: null, membershipApplications: { totalCount: 0 } };
      expect(await read('bromley contract-officer')).toEqual(nothing);
      expect(await read((await applicant()).person)).toEqual(nothing);
      expect(codes(await one.found(application.id, june))).toEqual(['IDG-05 NOT_FOUND input.applicationId']);
      expect(await statesTold(application.id)).toEqual(['DRAFT', 'DRAFT']);
      expect((await decisions(application.id)).map(({ audience }) => audience)).toEqual(
        Array(2).fill({ providers: [one.provider.id], roles: [] }),
      );
      expect((await one.act('withdrawApplication', application.id)).application.state).toBe('WITHDRAWN');
      expect(codes(await one.act('withdrawApplication', application.id))).toEqual(['SM-5 ILLEGAL_TRANSITION']);
      expect((await one.draft()).application.id).not.toBe(application.id);
    });

    it.each([
      ['a lot of no such code', { lots: ['OTHER'] }, 'PROV-19 LOT_UNKNOWN input.lots.0'],
      [
        'an answer to nothing',
        { answers: [{ question: 'PRICE', text: 'x' }] },
        'PROV-26 QUESTION_UNKNOWN input.answers.0.question',
      ],
      [
        'an answer too long',
        { answers: [{ question: 'STAFF', text: 'x'.repeat(2001) }] },
        'PROV-26 ANSWER_TOO_LONG input.answers.0.text',
      ],
      ['a reference that is none', { portalReference: '?' }, 'PROV-30 PORTAL_REFERENCE_INVALID input.portalReference'],
    ])('PROV-19, PROV-26, PROV-30: is not drafted with %s', async (_, over, expected) => {
      const refused = await (await applicant()).draft(over);
      expect(refused.application).toBeNull();
      expect(codes(refused)).toEqual([expected]);
    });

    it('PROV-30: a reference of the portal is somebody’s once it is submitted, and no draft tells whose', async () => {
      const [one, other] = [await applicant(), await applicant()];
      const refs = { supplierReference: 'S-77', portalReference: 'DN123456/9' };
      const { application } = await one.draft(refs);
      expect((await one.draft(refs)).refusals).toEqual([]);
      const { rows } = await hub.pool.query(
        'select supplier_reference, portal_reference from providers.membership_application where id = $1',
        [application.id],
      );
      expect(rows).toEqual([{ supplier_reference: 'S-77', portal_reference: 'DN123456/9' }]);
      // Of two drafts with one reference, it is that one's which is submitted first.
      const { application: theirs, refusals } = await other.draft(refs);
      expect(refusals).toEqual([]);
      expect((await one.act('submitApplication', application.id)).refusals).toEqual([]);
      expect((await other.draft(refs)).refusals).toEqual([]);
      const used = await other.act('submitApplication', theirs.id);
      expect(used.application).toBeNull();
      expect(codes(used)).toEqual([
        'PROV-30 PORTAL_REFERENCE_USED supplierReference',
        'PROV-30 PORTAL_REFERENCE_USED portalReference',
      ]);
      expect(JSON.stringify(used.refusals)).not.toContain(one.provider.id);
    });

    it('PROV-30: a withdrawn application frees its references, for its own provider and for another', async () => {
      const [one, other] = [await applicant(), await applicant()];
      const refs = { supplierReference: 'S-78', portalReference: 'DN123456/10' };
      const first = await one.submitted(refs);
      await one.act('withdrawApplication', first);
      const second = await one.submitted(refs);
      await one.act('withdrawApplication', second);
      const { application: drafted } = await one.draft(refs);
      await one.act('withdrawApplication', drafted.id);
      expect(await other.submitted(refs)).toEqual(expect.any(String));
    });

    it('PROV-26, PROV-29: is submitted complete, waits for its window, and is not evaluated before it', async () => {
      const one = await applicant();
      const { application } = await one.draft({ answers: [] });
      expect(codes(await one.act('submitApplication', application.id))).toEqual([
        'PROV-26 ANSWER_REQUIRED answers',
        'PROV-26 ANSWER_REQUIRED answers',
      ]);
      await one.draft();
      const submitted = await one.act('submitApplication', application.id);
      expect(submitted.application).toMatchObject({
        state: 'SUBMITTED',
        submittedAt: '2026-06-01T09:00:00.000Z',
        window: null,
      });
      expect(codes(await one.draft())).toEqual(['PROV-26 APPLICATION_LIVE input.frameworkId']);
      expect(codes(await one.found(application.id, june))).toEqual(['PROV-29 WINDOW_NOT_OPEN input.windowId']);
      expect(codes(await one.found(application.id, july))).toEqual(['PROV-29 NOT_ITS_WINDOW input.windowId']);
      expect(codes(await one.found(application.id, newId()))).toEqual(['PROV-29 WINDOW_UNKNOWN input.windowId']);
      expect(codes(await one.score(application.id, 5, 5))).toEqual(['SM-5 ILLEGAL_TRANSITION']);
    });

    it('IDG-26, IDG-27: who may do what', async () => {
      const one = await applicant();
      const { application } = await one.draft();
      const input = { applicationId: application.id };
      const other = await applicant();
      expect(codes(await other.act('submitApplication', application.id))).toEqual([
        'IDG-05 NOT_FOUND input.applicationId',
      ]);
      await expect(hub.act(one.provider.token, 'submitApplication', input)).rejects.toThrow('This is for the roles');
      await expect(hub.act('bromley contract-officer', 'submitApplication', input)).rejects.toThrow(
        'This is for the roles',
      );
      await one.act('submitApplication', application.id);
      const found = { ...input, windowId: june, findings: [] };
      await expect(hub.act(one.person, 'decideDueDiligence', found)).rejects.toThrow('This is for the roles');
      await expect(hub.act('bromley broker', 'decideDueDiligence', found)).rejects.toThrow('This is for the roles');
      expect(codes(await hub.act('ashdown contract-officer', 'decideDueDiligence', found))).toEqual([
        'IDG-05 NOT_FOUND input.applicationId',
      ]);
      expect(codes(await hub.act('ashdown contract-officer', 'removeLot', { frameworkId, lot: 'COMMUNITY' }))).toEqual([
        'IDG-05 NOT_FOUND input.frameworkId',
      ]);
      await expect(hub.act(one.person, 'removeLot', { frameworkId, lot: 'COMMUNITY' })).rejects.toThrow(
        'This is for the roles',
      );
    });
  });

  describe('in a window', () => {
    let one: Applicant;
    let waiting: string;
    beforeAll(async () => {
      one = await applicant();
      waiting = await one.submitted();
      await hub.time.freezeAt(new Date('2026-06-02T08:00:01Z'));
    });

    it('NTF-36, PROV-29: opens, tells those who wait, and takes them in', async () => {
      const [opening] = await hub.told('WindowOpening');
      expect(opening).toMatchObject({
        council: 'bromley',
        data: { frameworkId, windowId: june, vehicle: 'OPEN_FRAMEWORK', ...WINDOWS[0] },
      });
      expect(opening!.audience.roles).toEqual(['contract-officer']);
      expect(opening!.audience.providers).toContain(one.provider.id);
      expect(await statesTold(waiting)).toEqual(['DRAFT', 'SUBMITTED', 'DUE_DILIGENCE']);
      // The applicants of a window are told of it, and not of each other.
      const { show } = await cursorsOf(hub.pool);
      const item = async (caller: string) =>
        (
          await hub.ask(
            caller,
            'query ($c: Cursor!) { registerFeedItem(cursor: $c) { type frameworkId windowId closesAt applicationIds provider { id } } }',
            { c: show(opening!.seq) },
          )
        ).registerFeedItem;
      const told = { type: 'WindowOpening', frameworkId, windowId: june, closesAt: WINDOWS[0]!.closesAt };
      expect(await item(one.person)).toEqual({ ...told, applicationIds: null, provider: null });
      expect(await item('bromley contract-officer')).toMatchObject(told);
      expect(await item('bromley broker')).toBeNull();
      expect(await item('ashdown contract-officer')).toBeNull();
      expect(await item((await applicant()).person)).toBeNull();
    });

    it('PROV-26, SM-5: due diligence, scores, the pass mark, signed terms: then a member in its lots', async () => {
      const { application: found } = await one.found(waiting, june);
      expect(found).toMatchObject({ state: 'QUALITY_EVALUATION', window: { id: june }, faults: [] });
      expect(codes(await one.decide(waiting))).toEqual(['PROV-26 NOT_SCORED']);
      await one.score(waiting, 5, 0);
      const evaluated = await hub.ask(
        'bromley commissioner',
        'query ($id: ID!) { membershipApplication(id: $id) { score evaluations { evaluator scores { score } } provider { id } framework { id } } }',
        { id: waiting },
      );
      expect(evaluated.membershipApplication).toEqual({
        score: 60,
        evaluations: [{ evaluator: 'user:contract-officer@bromley', scores: [{ score: 5 }, { score: 0 }] }],
        provider: { id: one.provider.id },
        framework: { id: frameworkId },
      });
      const { errors } = await hub.as(
        one.person,
        `{ membershipApplication(id: "${waiting}") { evaluations { evaluator } } }`,
      );
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect((await one.decide(waiting)).application).toMatchObject({ state: 'APPROVED', faults: [] });

      expect(await hub.standing(one.provider)).toBeNull();
      await hub.act('bromley contract-officer', 'reviseTerms', { frameworkId, termsVersion: '2026/2' });
      const old = await one.act('signTerms', waiting, { termsVersion: '2026/1' });
      expect(codes(old)).toEqual(['PROV-26 TERMS_NOT_CURRENT input.termsVersion']);
      const { application } = await one.act('signTerms', waiting, { termsVersion: '2026/2' });
      expect(application).toMatchObject({ state: 'ADMITTED', signedVersion: '2026/2' });
      expect((await hub.standing(one.provider))?.memberships).toEqual([
        {
          vehicle: 'OPEN_FRAMEWORK',
          patch: null,
          categories: ['HOME_SUPPORT'],
          status: 'ADMITTED',
          from: '2026-06-02',
          to: null,
          lots: ['COMMUNITY'],
          expertise: ['DEMENTIA', 'LEARNING_DISABILITY'],
        },
      ]);
      const seen = await hub.ask(one.person, '{ myProvider { memberships { id termsVersion lots expertise } } }');
      expect(seen.myProvider.memberships).toEqual([
        {
          id: application.membershipId,
          termsVersion: '2026/2',
          lots: ['COMMUNITY'],
          expertise: ['LEARNING_DISABILITY', 'DEMENTIA'],
        },
      ]);
      expect(await statesTold(waiting)).toEqual([
        'DRAFT',
        'SUBMITTED',
        'DUE_DILIGENCE',
        'QUALITY_EVALUATION',
        'APPROVED',
        'ADMITTED',
      ]);
      expect((await hub.told('ApplicationScored')).map(({ data, audience }) => [data, audience])).toEqual([
        [{ applicationId: waiting }, {}],
      ]);
      expect(codes(await one.draft())).toEqual(['PROV-26 ALREADY_A_MEMBER input.frameworkId']);
      // Suspension and exit are those of every membership.
      const { membershipId } = application;
      await hub.act('operator', 'suspendMember', { membershipId, reason: 'contract notice' });
      expect(codes(await one.draft())).toEqual(['PROV-26 ALREADY_A_MEMBER input.frameworkId']);
      await hub.act('operator', 'exitMember', { membershipId, reason: 'contract notice' });
      expect((await one.draft()).application.state).toBe('DRAFT');
    });

    it('IDG-27: each act counts once and is answered alike, though the application has moved on', async () => {
      const two = await applicant();
      const { application } = await two.draft();
      const input = { applicationId: application.id, idempotencyKey: newId() };
      const first = await hub.act(two.person, 'submitApplication', input);
      expect(first.application.state).toBe('DUE_DILIGENCE');
      expect(await hub.act(two.person, 'submitApplication', input)).toEqual(first);
      expect(await statesTold(application.id)).toEqual(['DRAFT', 'SUBMITTED', 'DUE_DILIGENCE']);
      const other = await two.draft();
      expect(codes(other)).toEqual(['PROV-26 APPLICATION_LIVE input.frameworkId']);
      // Two who submit and withdraw at once: one comes first, and the other finds it so.
      const three = await applicant();
      const { application: both } = await three.draft();
      const answers = await Promise.all([
        three.act('withdrawApplication', both.id),
        three.act('submitApplication', both.id),
        three.act('withdrawApplication', both.id),
      ]);
      expect(answers.filter(({ refusals }) => refusals.length > 0).length).toBeGreaterThan(0);
      expect((await statesTold(both.id)).at(-1)).toBe('WITHDRAWN');
    });

    it('IDG-23: under row-level security a provider reads its own applications alone, and no evaluation', async () => {
      const client = await hub.pool.connect();
      try {
        await client.query('begin');
        await client.query('set local role providers_provider');
        await client.query(
          `select set_config('hub.organisation', $1, true), set_config('hub.councils', 'bromley,ashdown', true)`,
          [one.provider.id],
        );
        const { rows } = await client.query(
          'select distinct provider_id as owner from providers.membership_application',
        );
        expect(rows).toEqual([{ owner: one.provider.id }]);
        for (const table of [
          'quality_evaluation',
          'supported_living_scheme',
          'nominations_agreement',
          'legacy_transfer',
        ]) {
          expect((await client.query(`select 1 from providers.${table}`)).rowCount).toBe(0);
        }
      } finally {
        await client.query('rollback');
        client.release();
      }
    });

    it('PROV-26: is rejected for a failed item, and by a point below the pass mark', async () => {
      const [two, three] = [await applicant(), await applicant()];
      const failed = await two.submitted();
      expect((await two.found(failed, june, false)).application).toMatchObject({
        state: 'REJECTED',
        faults: ['DUE_DILIGENCE_FAILED'],
      });
      const below = await three.submitted();
      await three.found(below, june);
      await three.score(below, 4, 1);
      expect((await three.decide(below)).application).toMatchObject({ state: 'REJECTED', faults: ['BELOW_PASS_MARK'] });
      expect(codes(await three.act('signTerms', below, { termsVersion: '2026/2' }))).toEqual([
        'SM-5 ILLEGAL_TRANSITION',
      ]);
      // Rejected, it may apply again.
      expect((await three.draft()).application.state).toBe('DRAFT');
    });

    it('SM-5, PROV-26: approved, it is withdrawn or rejected with what due diligence finds, until the terms are signed', async () => {
      const approved = async () => {
        const two = await applicant();
        const id = await two.submitted();
        await two.found(id, june);
        await two.score(id, 5, 5);
        expect((await two.decide(id)).application.state).toBe('APPROVED');
        return { two, id };
      };
      const [given, failing] = [await approved(), await approved()];
      expect((await given.two.act('withdrawApplication', given.id)).application.state).toBe('WITHDRAWN');
      expect((await given.two.draft()).application.state).toBe('DRAFT');
      const { two, id } = failing;
      expect((await two.found(id, june)).application).toMatchObject({ state: 'APPROVED', faults: [] });
      expect((await two.found(id, june, false)).application).toMatchObject({
        state: 'REJECTED',
        faults: ['DUE_DILIGENCE_FAILED'],
      });
      const ends = ['SM-5 ILLEGAL_TRANSITION'];
      expect(codes(await two.act('signTerms', id, { termsVersion: '2026/2' }))).toEqual(ends);
      expect(codes(await given.two.act('signTerms', given.id, { termsVersion: '2026/2' }))).toEqual(ends);
      expect((await two.draft()).application.state).toBe('DRAFT');
    });

    it('PROV-02: is rejected without a registration', async () => {
      const two = await applicant(await hub.aProvider({ registered: false }));
      const id = await two.submitted();
      expect((await two.found(id, june)).application).toMatchObject({ state: 'REJECTED', faults: ['NOT_REGISTERED'] });
    });

    it('PROV-26: is not scored above a maximum, nor by somebody with a conflict of interest', async () => {
      const two = await applicant();
      const id = await two.submitted();
      expect(codes(await two.found(id, july))).toEqual(['PROV-29 NOT_ITS_WINDOW input.windowId']);
      await two.found(id, june);
      expect(codes(await two.score(id, 6, 5))).toEqual(['PROV-26 SCORE_OUT_OF_RANGE input.scores.0.score']);
      expect(codes(await two.score(id, 5))).toEqual(['PROV-26 SCORE_MISSING input.scores']);
      const scores = QUESTIONS.map(({ code }) => ({ question: code, score: 1, note: 'So.' }));
      const conflicted = { applicationId: id, scores, noConflictOfInterest: false };
      expect(codes(await hub.act(two.officer, 'scoreApplication', conflicted))).toEqual([
        'PROV-26 EVALUATOR_CONFLICTED input.noConflictOfInterest',
      ]);
      // What an evaluator gives again takes the place of what it gave.
      await two.score(id, 0, 0);
      await two.score(id, 5, 5);
      expect((await two.decide(id)).application.state).toBe('APPROVED');
    });

    it('PROV-26: a conflict of interest that an evaluator declares later takes back what it gave', async () => {
      const two = await applicant();
      const id = await two.submitted();
      await two.found(id, june);
      await two.score(id, 5, 5);
      const score = async () =>
        (
          await hub.ask(
            two.officer,
            'query ($id: ID!) { membershipApplication(id: $id) { score evaluations { evaluator } } }',
            { id },
          )
        ).membershipApplication;
      expect(await score()).toMatchObject({ score: 100 });
      const conflicted = { applicationId: id, scores: [], noConflictOfInterest: false, idempotencyKey: newId() };
      const declared = await hub.act(two.officer, 'scoreApplication', conflicted);
      expect(declared).toMatchObject({ application: { id, state: 'QUALITY_EVALUATION' }, refusals: [] });
      expect(await score()).toEqual({ score: null, evaluations: [] });
      expect(await hub.act(two.officer, 'scoreApplication', conflicted)).toEqual(declared);
      expect(codes(await two.decide(id))).toEqual(['PROV-26 NOT_SCORED']);
    });

    it('PROV-19: a removed lot takes no new applications and says so; what was submitted goes on', async () => {
      const [two, three] = [await applicant(), await applicant()];
      const id = await two.submitted({ lots: ['COMPLEX'] });
      const { application: drafted } = await three.draft({ lots: ['COMPLEX'] });
      const { framework } = await hub.act('bromley contract-officer', 'removeLot', { frameworkId, lot: 'COMPLEX' });
      expect(framework.lots).toContainEqual({ code: 'COMPLEX', removedOn: '2026-06-02' });
      const removed = 'This lot was removed on 2026-06-02 and takes no new applications.';
      const { refusals } = (await (await applicant()).draft({ lots: ['COMPLEX'] })) as never as {
        refusals: Array<{ code: string; message: string }>;
      };
      expect(refusals).toMatchObject([{ code: 'LOT_REMOVED', message: removed }]);
      expect(codes(await three.act('submitApplication', drafted.id))).toEqual(['PROV-19 LOT_REMOVED lots.0']);
      expect((await two.found(id, june)).application.state).toBe('QUALITY_EVALUATION');
      expect(codes(await hub.act('operator', 'removeLot', { frameworkId, lot: 'COMPLEX' }))).toEqual([
        'PROV-19 LOT_REMOVED input.lot',
      ]);
      const changes = (await hub.told('OpenFrameworkChanged')).map(({ data }) => data);
      expect(changes).toContainEqual({
        frameworkId,
        vehicle: 'OPEN_FRAMEWORK',
        frameworkChange: 'LOT_REMOVED',
        detail: 'COMPLEX',
      });
    });

    it('PROV-29: submitted as it closes it is in the window, a millisecond later in the next', async () => {
      const [last, late] = [await applicant(), await applicant()];
      const { application: drafted } = await late.draft();
      await hub.time.freezeAt(new Date(WINDOWS[0]!.closesAt));
      const inTime = await last.submitted();
      await hub.time.freezeAt(new Date(new Date(WINDOWS[0]!.closesAt).getTime() + 1));
      expect((await late.act('submitApplication', drafted.id)).application).toMatchObject({
        state: 'SUBMITTED',
        window: null,
      });
      expect(codes(await late.found(drafted.id, june))).toEqual(['PROV-29 WINDOW_CLOSED_FIRST input.windowId']);
      const [closed] = await hub.told('WindowClosed');
      expect(closed).toMatchObject({
        data: { frameworkId, windowId: june },
        audience: { roles: ['contract-officer'] },
      });
      const { applicationIds } = closed!.data as { applicationIds: string[] };
      expect(applicationIds).toContain(inTime);
      expect(applicationIds).not.toContain(drafted.id);
      expect((await last.found(inTime, june)).application.state).toBe('QUALITY_EVALUATION');
      await hub.time.freezeAt(new Date('2026-07-06T08:00:01Z'));
      expect(await statesTold(drafted.id)).toEqual(['DRAFT', 'SUBMITTED', 'DUE_DILIGENCE']);
      expect((await late.found(drafted.id, july)).application).toMatchObject({
        state: 'QUALITY_EVALUATION',
        window: { id: july },
      });
    });

    it('PROV-29: after the last window an application waits for one that is added', async () => {
      await hub.time.freezeAt(new Date('2026-08-01T09:00:00Z'));
      const two = await applicant();
      const id = await two.submitted();
      const windows = [{ opensAt: '2026-08-03T08:00:00.000Z', closesAt: '2026-08-31T16:00:00.000Z' }];
      const add = (over: object) =>
        hub.act('bromley contract-officer', 'addEvaluationWindows', { frameworkId, ...over });
      expect(codes(await add({ windows: [WINDOWS[1]] }))).toEqual(['PROV-29 WINDOW_TIME input.windows.0']);
      expect((await add({ windows })).framework.windows).toHaveLength(3);
      await hub.time.freezeAt(new Date('2026-08-03T08:00:01Z'));
      expect(await statesTold(id)).toContain('DUE_DILIGENCE');
    });
  });
});

describe('applications for a DPS', () => {
  let hub: Register;
  let frameworkId: string;
  let window: string;
  const shown = { capable: true, evidence: 'Twelve people with a fund of their own.' };
  beforeAll(async () => {
    hub = await startRegister({
      councils: {
        bromley: {},
        ashdown: { membership: { localOffice: true, authorities: ['Ashdown', 'Weald'] } },
      },
    });
    const dps = aFramework({
      council: 'ashdown',
      vehicle: 'DPS',
      windows: [{ opensAt: '2026-06-01T08:00:00.000Z', closesAt: '2026-06-30T16:00:00.000Z' }],
    });
    const { framework } = await hub.act('ashdown contract-officer', 'openFramework', dps);
    frameworkId = framework.id;
    window = framework.windows[0].id;
  });
  afterAll(() => hub.stop());

  const applicant = async (localAuthority: string | null = 'Weald') => {
    const provider = await hub.aProvider();
    await hub.pool.query('update providers.location set local_authority = $1 where provider_id = $2', [
      localAuthority,
      provider.id,
    ]);
    return new Applicant(hub, provider, frameworkId, 'ashdown contract-officer');
  };
  const evaluated = async (one: Applicant, over: Record<string, unknown>) => {
    const id = await one.submitted(over);
    expect((await one.found(id, window)).application.state).toBe('QUALITY_EVALUATION');
    await one.score(id, 5, 5);
    return id;
  };

  it('PROV-27: is submitted with both evidences, in a window that is open', async () => {
    const one = await applicant();
    const { application } = await one.draft({ isf: shown });
    expect((await one.act('submitApplication', application.id)).refusals).toMatchObject([
      { rule: 'PROV-27', code: 'EVIDENCE_REQUIRED', field: 'partnership' },
    ]);
    await one.draft({ isf: shown, partnership: shown });
    expect((await one.act('submitApplication', application.id)).application).toMatchObject({
      state: 'DUE_DILIGENCE',
      window: { id: window },
    });
  });

  it.each([
    ['both are shown', {}, { isfAccepted: true, partnershipAccepted: true }, 'APPROVED', []],
    ['one is not accepted', {}, { isfAccepted: true }, 'REJECTED', ['PARTNERSHIP_NOT_SHOWN']],
    [
      'it says that it cannot',
      { isf: { ...shown, capable: false } },
      { isfAccepted: true, partnershipAccepted: true },
      'REJECTED',
      ['ISF_NOT_SHOWN'],
    ],
  ])('PROV-27: where %s', async (_, over, decision, state, faults) => {
    const one = await applicant();
    const id = await evaluated(one, { isf: shown, partnership: shown, ...over });
    expect((await one.decide(id, decision)).application).toMatchObject({ state, faults });
  });

  it('PROV-30: of two who submit one reference at once, to two frameworks of a council, one comes first', async () => {
    const over = { council: 'ashdown', procurementReference: null };
    const { framework } = await hub.act('ashdown contract-officer', 'openFramework', aFramework(over));
    const both = { isf: shown, partnership: shown };
    for (const nth of Array.from({ length: 8 }).keys()) {
      const refs = { supplierReference: `S-${nth}`, portalReference: `P-${nth}` };
      const drafts = await Promise.all(
        [frameworkId, framework.id].map(async (id) => {
          const one = new Applicant(hub, await hub.aProvider(), id);
          return { one, id: (await one.draft({ ...both, ...refs })).application.id };
        }),
      );
      const answers = await Promise.all(drafts.map(({ one, id }) => one.act('submitApplication', id)));
      expect(answers.map(({ application }) => application !== null).toSorted()).toEqual([false, true]);
      expect(answers.flatMap(({ refusals }) => refusals)).toMatchObject(
        ['supplierReference', 'portalReference'].map((field) => ({ code: 'PORTAL_REFERENCE_USED', field })),
      );
    }
  });

  it('PROV-10: without a local office it is rejected, and nobody is admitted', async () => {
    const one = await applicant('Leeds');
    const id = await one.submitted({ isf: shown, partnership: shown });
    expect((await one.found(id, window)).application).toMatchObject({ state: 'REJECTED', faults: ['NO_LOCAL_OFFICE'] });
    const member = {
      council: 'ashdown',
      providerId: one.provider.id,
      vehicle: 'FRAMEWORK',
      from: '2026-06-01',
      termsVersion: '1',
    };
    expect((await hub.act('operator', 'admitMember', member)).refusals).toMatchObject([
      { rule: 'PROV-10', code: 'NO_LOCAL_OFFICE' },
    ]);
    // Another council does not ask.
    expect((await hub.act('operator', 'admitMember', { ...member, council: 'bromley' })).refusals).toEqual([]);
  });

  it('PROV-10, PROV-19: an office in the neighbourhood is kept with the membership, and the date', async () => {
    const one = await applicant(' weald');
    const id = await evaluated(one, { isf: shown, partnership: shown, lots: ['COMPLEX'] });
    await one.decide(id, { isfAccepted: true, partnershipAccepted: true });
    expect((await one.act('signTerms', id, { termsVersion: '2026/1' })).application.state).toBe('ADMITTED');
    const seen = await hub.ask(
      'ashdown contract-officer',
      'query ($id: ID!) { provider(id: $id) { memberships { vehicle lots officeAuthority admittedAt } } }',
      { id: one.provider.id },
    );
    expect(seen.provider.memberships).toEqual([
      { vehicle: 'DPS', lots: ['COMPLEX'], officeAuthority: ' weald', admittedAt: '2026-06-01T09:00:00.000Z' },
    ]);
    expect((await hub.standing(one.provider, 'ashdown'))?.memberships).toMatchObject([
      { vehicle: 'DPS', lots: ['COMPLEX'] },
    ]);
  });
});
