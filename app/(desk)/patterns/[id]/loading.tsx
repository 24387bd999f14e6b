export { default } from "@/app/(desk)/(sections)/loading";
