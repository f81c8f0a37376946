import { Field, ID, InputType, Int } from 'type-graphql';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { CareType, Urgency } from '../../../../schema/events/cases.js';
import type { SubmitServiceRequest } from '../../commands/requests/submit-service-request.js';
import {
  CareTypeWord,
  FundingWord,
  LasChannelWord,
  PanelOutcomeWord,
  PanelPurposeWord,
  RequestFormWord,
  RequestTypeWord,
  UrgencyWord,
} from '../../entities/requests/words.js';
import type { LasChannel } from '../../rules/requests/las-notification.js';
import type { PanelOutcome, PanelPurpose } from '../../rules/requests/panel-decision.js';
import type { ExcludedRequestType, Funding, ServiceType } from '../../rules/requests/request-type.js';
import type { RequestFormKind } from '../../rules/requests/sourcing-guard.js';
import type { TogetherAsked } from '../../rules/requests/together.js';
import { callOf, RequestedCallInput } from './call-inputs.js';
import { HomeNeedInput, homeOf } from './home-inputs.js';
import { NeedInput, needOf } from './need-inputs.js';

@InputType({ description: 'A decision of the Quality Assurance Panel (ASM-04).' })
export class PanelDecisionInput {
  @Field(() => PanelPurposeWord, { description: 'What the panel was asked to agree to.' })
  purpose!: PanelPurpose;

  @Field(() => PanelOutcomeWord, { description: 'The answer.' })
  outcome!: PanelOutcome;

  @Field(() => Date, { description: 'When it was decided.' })
  decidedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Conditions of the agreement.' })
  conditions?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Respite: whether the allowance was confirmed (ASM-08).' })
  respiteAllowanceConfirmed?: boolean | null;
}

@InputType({ description: 'The request form (ASM-05, ASM-06).' })
export class RequestFormInput {
  @Field(() => RequestFormWord, { description: 'Which form it is.' })
  kind!: RequestFormKind;

  @Field(() => Date, { description: 'When it was completed.' })
  completedAt!: Date;
}

@InputType({
  description:
    'With whom a package is sought, in one call-off: all who live in a supported-living scheme, or a small group (ROUT-37, ROUT-39).',
})
class TogetherInput {
  @Field(() => ID, { nullable: true, description: 'Id of the scheme, as the register has it; left out of a group.' })
  schemeId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Your own reference of the group, the same in each request: 1 to 20 capitals, digits and -, a digit among them.',
  })
  group?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many people the group has, 2 to 3 unless your policy says otherwise.',
  })
  people?: number | null;
}

@InputType({ description: 'A request for care, as the case system exports it.' })
export class SubmitServiceRequestInput extends NeedInput {
  @Field(() => String, { description: 'Id of the request in LAS (ASM-36).' })
  lasRequestId!: string;

  @Field(() => LasChannelWord, { defaultValue: 'WORK_TRAY', description: 'How LAS handed it to brokerage (ASM-36).' })
  channel!: LasChannel;

  @Field(() => RequestTypeWord, { description: 'What is asked for (ASM-01, ASM-02).' })
  serviceType!: ServiceType | ExcludedRequestType;

  @Field(() => FundingWord, { defaultValue: 'COUNCIL_ARRANGED', description: 'How it is paid for (ASM-19).' })
  funding!: Funding;

  @Field(() => CareTypeWord, { description: 'Kind of care (ASM-28).' })
  careType!: CareType;

  @Field(() => UrgencyWord, { defaultValue: 'STANDARD', description: 'STANDARD or EMERGENCY.' })
  urgency!: Urgency;

  @Field(() => LocalDateScalar, {
    description: 'Date by which care is needed (ASM-05); in a home, the expected day of admission (ASM-06).',
  })
  neededFrom!: string;

  @Field(() => [RequestedCallInput], {
    defaultValue: [],
    description: 'Calls of the week: of care at home, which needs at least one (ASM-05).',
  })
  calls!: RequestedCallInput[];

  @Field(() => HomeNeedInput, {
    nullable: true,
    description: 'For a residential, nursing or respite place, and needed then: what the placement needs (ASM-06).',
  })
  home?: HomeNeedInput | null;

  @Field(() => Date, { nullable: true, description: 'When the needs assessment was completed (ASM-03).' })
  assessmentCompletedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the care and support plan was completed (ASM-03).' })
  carePlanCompletedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'When its content was authorised, if it was (ASM-10).' })
  carePlanAuthorisedAt?: Date | null;

  @Field(() => PanelDecisionInput, { nullable: true, description: "The panel's decision (ASM-04)." })
  panelDecision?: PanelDecisionInput | null;

  @Field(() => RequestFormInput, { nullable: true, description: 'The request form (ASM-05, ASM-06).' })
  form?: RequestFormInput | null;

  @Field(() => Date, { nullable: true, description: "When it arrived in the brokerage team's work tray (ASM-03)." })
  withBrokerageAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the care is to be delivered, for the awarded provider alone.',
  })
  deliveryNotes?: string | null;

  @Field(() => TogetherInput, {
    nullable: true,
    description: 'With whom it is sought: all of a scheme, or a small group; left out, by itself (ROUT-37, ROUT-39).',
  })
  together?: TogetherInput | null;
}

function togetherAsked(together: TogetherInput | null | undefined): TogetherAsked | null {
  if (!together) return null;
  const { schemeId = null, group = null, people = null } = together;
  return { schemeId, group, people };
}

/** The request, as plain values. */
export function serviceRequestOf(input: SubmitServiceRequestInput): SubmitServiceRequest {
  const { panelDecision, form } = input;
  return {
    ...needOf(input),
    lasRequestId: input.lasRequestId,
    channel: input.channel,
    serviceType: input.serviceType,
    funding: input.funding,
    careType: input.careType,
    urgency: input.urgency,
    neededFrom: input.neededFrom,
    calls: input.calls.map(callOf),
    home: homeOf(input.home),
    assessmentCompletedAt: input.assessmentCompletedAt ?? null,
    carePlanCompletedAt: input.carePlanCompletedAt ?? null,
    carePlanAuthorisedAt: input.carePlanAuthorisedAt ?? null,
    panelDecision: panelDecision
      ? {
          purpose: panelDecision.purpose,
          outcome: panelDecision.outcome,
          decidedAt: panelDecision.decidedAt,
          conditions: panelDecision.conditions ?? null,
          respiteAllowanceConfirmed: panelDecision.respiteAllowanceConfirmed ?? null,
        }
      : null,
    form: form ? { kind: form.kind, completedAt: form.completedAt } : null,
    withBrokerageAt: input.withBrokerageAt ?? null,
    deliveryNotes: input.deliveryNotes ?? null,
    together: togetherAsked(input.together),
  };
}
