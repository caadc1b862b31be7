import {
  CreateEventBus$,
  type CreateEventBusRequest,
  type CreateEventBusResponse,
  DeleteEventBus$,
  type DeleteEventBusRequest,
  DescribeEventBus$,
  type DescribeEventBusRequest,
  type DescribeEventBusResponse,
  type EventBus as EventBusShape,
  ListEventBuses$,
  type ListEventBusesRequest,
  type ListEventBusesResponse,
  UpdateEventBus$,
  type UpdateEventBusRequest,
  type UpdateEventBusResponse,
} from '@aws-sdk/client-eventbridge';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { checkTags, tagsIn } from './event-tags.rules.js';
import { BUS_NAME, aboutBus, busNamed, busPlace, invalid, tagContext, tooMany } from './eventbridge-access.js';
import { pageOf } from './eventbridge-paging.rules.js';
import { type EventBus, addBus, busesOf, findBus, removeBus } from './eventbridge-state.js';

const MAX_BUSES = 100;

interface BusSettings {
  readonly Description?: string | undefined;
  readonly KmsKeyIdentifier?: string | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
}

export const createEventBus = operation<CreateEventBusRequest, CreateEventBusResponse>({
  schema: CreateEventBus$,
  access: (input, call) => {
    refuseViolations(
      { Name: input.Name, Description: input.Description },
      { Name: BUS_NAME, Description: { maxLength: 512 } },
      'ValidationException',
    );
    checkTags(input.Tags ?? []);
    const question = { bus: input.Name, context: tagContext(input.Tags) };
    const tagging = (input.Tags ?? []).length > 0 ? [aboutBus(call, 'TagResource', question)] : [];
    return [aboutBus(call, 'CreateEventBus', question), ...tagging];
  },
  handle: (input, call) => {
    const place = busPlace(call, input.Name);
    const { name } = place;
    if (name.includes('/')) throw invalid(`Event bus name ${name} is reserved for partner event sources.`);
    if (findBus(call.world, place) !== undefined) {
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    }
    if (busesOf(call.world, place.accountId, place.region).length >= MAX_BUSES) throw tooMany();
    const bus = addBus(call.world, place, call.now);
    set(bus, input);
    for (const [key, value] of tagsIn(input.Tags)) bus.tags.set(key, value);
    return { EventBusArn: bus.arn, ...settingsOf(bus) };
  },
});

function set(bus: EventBus, { Description, KmsKeyIdentifier, DeadLetterConfig }: BusSettings): void {
  bus.description = Description;
  bus.kmsKeyIdentifier = KmsKeyIdentifier;
  bus.deadLetterArn = DeadLetterConfig?.Arn;
}

function settingsOf({ description, kmsKeyIdentifier, deadLetterArn }: EventBus): BusSettings {
  return {
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: kmsKeyIdentifier }),
    ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
  };
}

export const updateEventBus = operation<UpdateEventBusRequest, UpdateEventBusResponse>({
  schema: UpdateEventBus$,
  access: (input, call) => [aboutBus(call, 'UpdateEventBus', { bus: input.Name })],
  handle: (input, call) => {
    const bus = busNamed(call, input.Name);
    set(bus, input);
    bus.modifiedAt = call.now;
    return { Arn: bus.arn, Name: bus.name, ...settingsOf(bus) };
  },
});

export const deleteEventBus = operation<DeleteEventBusRequest, object>({
  schema: DeleteEventBus$,
  access: (input, call) => [aboutBus(call, 'DeleteEventBus', { bus: input.Name })],
  handle: (input, call) => {
    if (input.Name === 'default') throw invalid('Cannot delete event bus default.');
    const place = busPlace(call, input.Name);
    if (place.accountId === call.caller.accountId) removeBus(call.world, place);
    return {};
  },
});

export const describeEventBus = operation<DescribeEventBusRequest, DescribeEventBusResponse>({
  schema: DescribeEventBus$,
  access: (input, call) => [aboutBus(call, 'DescribeEventBus', { bus: input.Name })],
  handle: (input, call) => {
    const bus = busNamed(call, input.Name);
    return { ...busShape(bus), ...settingsOf(bus) };
  },
});

function busShape(bus: EventBus): EventBusShape {
  return {
    Name: bus.name,
    Arn: bus.arn,
    CreationTime: bus.createdAt,
    LastModifiedTime: bus.modifiedAt,
    ...(bus.description === undefined ? {} : { Description: bus.description }),
    ...(bus.policy === undefined ? {} : { Policy: bus.policy }),
  };
}

export const listEventBuses = operation<ListEventBusesRequest, ListEventBusesResponse>({
  schema: ListEventBuses$,
  access: (_input, { caller }) => [
    { action: 'events:ListEventBuses', resource: '*', resourceAccountId: caller.accountId },
  ],
  handle: (input, call) => {
    findBus(call.world, busPlace(call));
    const all = busesOf(call.world, call.caller.accountId, call.region);
    const matching = all.filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
    const { items, ...rest } = pageOf(matching, ({ name }) => name, input);
    return { EventBuses: items.map(busShape), ...rest };
  },
});
