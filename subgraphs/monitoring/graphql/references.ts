import type { EntityClass } from '@mikro-orm/core';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { ReferenceResolver } from '../../../kernel/graphql/federated-schema.js';
import { Reads } from '../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import type { Role } from '../../../kernel/identity/caller.js';
import { Alert } from '../entities/alerts/alert.js';
import { ContactTask } from '../entities/alerts/contact-task.js';
import { Deadline } from '../entities/clocks/deadline.js';
import { ContractReview } from '../entities/contract/contract-review.js';
import { NoReplyCase } from '../entities/no-reply/no-reply-case.js';
import { ApprovedStatement } from '../entities/pay/approved-statement.js';
import { Invoice } from '../entities/pay/invoice.js';
import { ExpectedPlacement } from '../entities/placements/expected-placement.js';
import {
  ALERT_READERS,
  CONTACT_TASK_READERS,
  DEADLINE_READERS,
  FIRST_CALL_READERS,
  RESPONSE_READERS,
  REVIEW_READERS,
  VISIT_READERS,
} from '../entities/readers.js';
import { HeldReport } from '../entities/reports/held-report.js';
import { InvitationResponse } from '../entities/sourcing/invitation-response.js';
import { CallLog } from '../entities/visits/call-log.js';
import { Visit } from '../entities/visits/visit.js';
import { ActiveStaff } from '../entities/workers/active-staff.js';
import { FirstCall } from '../entities/workers/first-call.js';
import { RegularTeam } from '../entities/workers/regular-team.js';
import { SpotCheck } from '../entities/workers/spot-check.js';
import { STATEMENT_READERS } from './whose.js';

/** What monitoring points at in other subgraphs and never resolves, and what other subgraphs may point at here. */

@ObjectType({ description: 'A provider, as the providers subgraph has it.' })
@Reads('register:read')
@Directive('@key(fields: "id", resolvable: false)')
export class Provider {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

@ObjectType({ description: 'A placement, as the cases subgraph has it.' })
@Reads('placements:read')
@Directive('@key(fields: "id", resolvable: false)')
export class Placement {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;
}

/** The reference of a placement; null if it is not known here. */
export async function placementReferenceOf(context: RequestContext, id: string): Promise<string | null> {
  return (await context.byId(ExpectedPlacement, id))?.reference ?? null;
}

type Reference = { readonly id: string };

/** Something that only these roles may read. A feed view, which is nobody in particular, finds nothing here (IDG-05). */
function only<T extends { id: string }>(roles: readonly Role[], entity: EntityClass<T>): ReferenceResolver {
  return (async ({ id }: Reference, context: RequestContext) => {
    const { caller } = context;
    const may = caller.role === 'hub' || (!caller.viewClass && roles.includes(caller.role));
    return may ? context.byId(entity, id) : null;
  }) as ReferenceResolver;
}

const care = <T extends { id: string }>(entity: EntityClass<T>) => only(VISIT_READERS, entity);

export const references: Readonly<Record<string, ReferenceResolver>> = {
  Deadline: only(DEADLINE_READERS, Deadline),
  InvitationResponse: only(RESPONSE_READERS, InvitationResponse),
  FirstCall: only(FIRST_CALL_READERS, FirstCall),
  ContractReview: only(REVIEW_READERS, ContractReview),
  Alert: only(ALERT_READERS, Alert),
  ContactTask: only(CONTACT_TASK_READERS, ContactTask),
  NoReplyCase: only(ALERT_READERS, NoReplyCase),
  Visit: only(ALERT_READERS, Visit),
  CallLog: care(CallLog),
  HeldReport: care(HeldReport),
  RegularTeam: care(RegularTeam),
  ActiveStaff: care(ActiveStaff),
  SpotCheck: care(SpotCheck),
  ApprovedStatement: only(STATEMENT_READERS, ApprovedStatement),
  Invoice: only(STATEMENT_READERS, Invoice),
};
