/**
 * The broker's board with what it is about: open call-offs of one council, each with its package from cases and with
 * everyone considered for it from providers. Three subgraphs, two joins.
 */
export const BOARD_QUERY = `query Board($first: Int!) {
  callOffs(open: true, states: [OPEN], first: $first) {
    edges {
      node {
        id
        reference
        state
        route
        stage
        patch
        opensAt
        closesAt
        version
        need {
          careType
          urgency
          neededFrom
        }
        package {
          id
          reference
          state
          weeklyWorkerMinutes
          ward
        }
        invitations {
          invited
          provider {
            id
            name
          }
        }
      }
    }
  }
}`;

/** Whose board it is. */
export const COUNCIL = 'bromley';
