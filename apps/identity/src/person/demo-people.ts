/** One of the people that anybody may sign in as while the embedded organization is in use. */
export interface DemoPerson {
  /** E-mail address, lower case. */
  readonly personId: string;
  readonly displayName: string;
  /** What they stand for on the sign-in screen. */
  readonly role: string;
  readonly description: string;
  readonly groups: readonly string[];
}

/** Their groups are named by the tags of the embedded organization's roles. They exist in no other installation. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    personId: 'ada@example.com',
    displayName: 'Ada Osei',
    role: 'Engineer',
    description: 'Works on payments and is on call: gets credentials for her team’s roles.',
    groups: ['payments-engineers', 'on-call', 'everyone'],
  },
  {
    personId: 'rosa@example.com',
    displayName: 'Rosa Lindqvist',
    role: 'Resource owner',
    description: 'Owns the data platform’s buckets and roles, and answers for who may use them.',
    groups: ['data-owners', 'data-engineers', 'everyone'],
  },
  {
    personId: 'cyrus@example.com',
    displayName: 'Cyrus Tran',
    role: 'Cloud administrator',
    description: 'Runs Gatehouse: refreshes accounts and sees who is eligible for what, and why.',
    groups: ['cloud-administrators', 'everyone'],
  },
  {
    personId: 'audrey@example.com',
    displayName: 'Audrey Bell',
    role: 'Auditor',
    description: 'Checks who may do what and what was done, and changes nothing.',
    groups: ['auditors', 'everyone'],
  },
];
