import { type Parameter, type ParameterSpec, POSITIVE, parameter } from "./parameters";

/** The temperature τ of a relaxed distribution, one for the whole batch. @throws unless it is one and positive. */
export function oneTemperature(who: string, temperature: ParameterSpec): Parameter {
  const tau = parameter(who, "temperature", temperature, POSITIVE);
  if (tau.shape.length > 0) throw new Error(`${who} needs one temperature, got them in shape [${tau.shape}]`);
  return tau;
}
