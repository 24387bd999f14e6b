import type { EndpointGroup } from "@/components/docs/endpoint";

/** The groups with the endpoints that contain every word of a search, in the call, the title or the description. Pure. */
export function findEndpoints(groups: readonly EndpointGroup[], search: string): EndpointGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...groups];
  return groups.flatMap((group) => {
    const endpoints = group.endpoints.filter(({ call, title, does }) => {
      const text = `${call} ${title} ${does} ${group.title}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return endpoints.length > 0 ? [{ ...group, endpoints }] : [];
  });
}
