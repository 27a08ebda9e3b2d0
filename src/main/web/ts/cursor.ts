/** The moment of the past that a replay shows, for whatever else of the page goes by it. */

type Follower = (at: number) => void;

const followers: Follower[] = [];
let shown: number | undefined;

/** In epoch milliseconds; nothing on a page that is no replay. */
export function cursor(): number | undefined {
  return shown;
}

export function move(at: number): void {
  shown = at;
  for (const follow of followers) follow(at);
}

export function follow(follower: Follower): void {
  followers.push(follower);
}
