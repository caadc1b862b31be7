import {
  defineService,
  getProfile,
  identityTasks,
  issueActorToken,
  listActorKeys,
  listSignInMethods,
  personSignedIn,
  personSignedOut,
  signInAsDemoPerson,
  signOut,
} from '@gatehouse/contracts';

export const identity = defineService({
  name: 'identity',
  summary: 'Who people are: sign-in, sessions, and the signed tokens that say who acts.',
  handles: [
    listActorKeys,
    listSignInMethods,
    signInAsDemoPerson,
    issueActorToken,
    signOut,
    getProfile,
    ...Object.values(identityTasks),
  ],
  calls: [],
  publishes: [personSignedIn, personSignedOut],
  subscribes: [],
});
