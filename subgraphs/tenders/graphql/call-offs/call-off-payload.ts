import { Field, ObjectType } from 'type-graphql';
import { Payload } from '../../../../kernel/graphql/payload.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { CallOff } from '../../entities/call-offs/call-off.js';

@ObjectType({ description: 'What came of a change to a call-off.' })
export class CallOffPayload extends Payload {
  @Field(() => CallOff, { nullable: true, description: 'The call-off as it now is; null if the change was refused.' })
  callOff!: CallOff | null;
}

export function callOffPayload({ result, refusals }: Outcome<CallOff>): CallOffPayload {
  return { callOff: result, refusals };
}
