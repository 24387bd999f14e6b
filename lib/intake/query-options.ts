import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { Delivery, DeliveryPage, type DeliveryFilter } from "@/lib/intake/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

type View = Pick<DeliveryFilter, "status" | "source">;

/** Deliveries, newest first, in pages. */
export const deliveriesQuery = ({ status, source }: View) =>
  infiniteQueryOptions({
    queryKey: ["deliveries", status ?? "", source ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ limit: "50" });
      if (status) params.set("status", status);
      if (source) params.set("source", source);
      if (pageParam) params.set("cursor", pageParam);
      return apiFetch(`/api/deliveries?${params}`, DeliveryPage, { signal });
    },
    getNextPageParam: (page: DeliveryPage) => page.nextCursor,
  });

/** A delivery with its whole body, which never changes. */
export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ["delivery", id],
    queryFn: ({ signal }) => apiFetch(`/api/deliveries/${id}`, Delivery, { signal }),
    staleTime: Infinity,
  });

/** Runs a stored delivery through intake again. */
export function replayDelivery(id: string): Promise<Delivery> {
  return apiFetch(`/api/deliveries/${id}/replay`, Delivery, { method: "POST", body: {} });
}
