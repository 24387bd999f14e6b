import { queryOptions } from "@tanstack/react-query";
import { DeliveryPage } from "@/lib/intake/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const deliveriesQuery = (status: string) =>
  queryOptions({
    queryKey: ["deliveries", status],
    queryFn: ({ signal }) =>
      apiFetch(`/api/deliveries?limit=100${status && `&status=${status}`}`, DeliveryPage, { signal }),
  });
