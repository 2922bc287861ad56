/** What shows something: the rest of Unicode is blank, steers the text around it, or fills a place without a mark. */
const blank = /[\s\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cn}\u2800]/gu;

/** Whether people who read the name see anything. Names are otherwise left as they were typed. */
export function isVisible(name: string): boolean {
  return name.replaceAll(blank, "") !== "";
}
