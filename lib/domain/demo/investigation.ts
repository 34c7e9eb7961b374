/** The one investigation of the demonstration, shaped as the body of POST /investigations. */
export const demoInvestigation = {
  title: 'Ring partnerships',
  key: 'RING',
  summary:
    'What police departments agreed with the home-camera company Ring, and what their own records say about it. ' +
    'Built from published reporting; the documents were written for this demonstration.',
}
