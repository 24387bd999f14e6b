import { answerRetryQuestion } from "@/app/api/advice/answer-retry-question";

export const dynamic = "force-dynamic";

export const POST = answerRetryQuestion;
