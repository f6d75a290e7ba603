/** Every page of the site, by its address. */
export const pagePaths = ["/", "/predict", "/decide", "/eda", "/wrangling", "/models", "/experiments", "/batch", "/pipeline", "/about"];
