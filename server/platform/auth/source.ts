/** Where a request comes from: its address, the cookie of its device, and the device in words. */
export type Source = Readonly<{ address: string; deviceCookie: string | undefined; device: string }>;
